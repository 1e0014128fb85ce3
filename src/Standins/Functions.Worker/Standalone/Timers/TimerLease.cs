using Azure;

namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>The right to run one timer now. Renews itself until it is released or lost.</summary>
internal sealed class TimerLease : IDisposable
{
    private readonly string _name;
    private readonly LeaseTerms _terms;
    private readonly CancellationTokenSource _lost;
    private readonly CancellationTokenSource _released = new();
    private readonly Task _renewing;
    private TimerRow _row;

    /// <summary>Starts to renew a lease that was just taken.</summary>
    /// <param name="name">The function's name.</param>
    /// <param name="row">The row as written.</param>
    /// <param name="sent">Timestamp before the request that took the lease: others count from no earlier.</param>
    /// <param name="terms">What the lease is kept on.</param>
    public TimerLease(string name, TimerRow row, long sent, LeaseTerms terms)
    {
        _name = name;
        _row = row;
        _terms = terms;
        _lost = new CancellationTokenSource(Left(sent), terms.Time);
        _renewing = RenewAsync();
    }

    /// <summary>Gets the token cancelled when the lease is lost or cannot be renewed in time.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Gets the row as last written. Stable after <see cref="StopRenewingAsync"/>.</summary>
    public TimerRow Row => _row;

    /// <summary>Ends the renewals; the row is then written by nobody but the caller.</summary>
    /// <returns>A task that ends when no renewal is under way any more.</returns>
    public async Task StopRenewingAsync()
    {
        await _released.CancelAsync().ConfigureAwait(false);
        await _renewing.ConfigureAwait(false);
    }

    /// <summary>Writes the outcome of the run and frees the timer, in one write. Only after <see cref="StopRenewingAsync"/>.</summary>
    /// <param name="outcome">Makes the row to store from the row as it is.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The row as stored, or <see langword="null"/> when the lease belongs to somebody else by now.</returns>
    /// <exception cref="RequestFailedException">Storage failed; safe to call again.</exception>
    public async Task<TimerRow?> ReleaseAsync(Func<TimerRow, TimerRow> outcome, CancellationToken cancellation)
    {
        for (; ; )
        {
            TimerRow released = outcome(_row) with { Owner = "" };
            if (await _terms.Table.ReplaceAsync(_name, released, cancellation).ConfigureAwait(false) is { } stored)
                return stored;
            // A retry inside the client conflicts with its own first try: what is stored tells.
            TimerRow now = await _terms.Table.ReadAsync(_name, _row, cancellation).ConfigureAwait(false);
            if (now.Fence == _row.Fence && now.Owner.Length == 0)
                return now;
            if (!IsMine(now))
                return null;
            _row = now;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _lost.Dispose();
        _released.Dispose();
    }

    private bool IsMine(TimerRow row) => row.Fence == _row.Fence && row.Owner == _row.Owner;

    private TimeSpan Left(long sent)
    {
        TimeSpan left = _terms.GiveUpAfter - _terms.Time.GetElapsedTime(sent);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private async Task RenewAsync()
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(_lost.Token, _released.Token);
        try
        {
            for (; ; )
            {
                await Task.Delay(_terms.RenewEvery, _terms.Time, end.Token).ConfigureAwait(false);
                await RenewOnceAsync(end.Token).ConfigureAwait(false);
            }
        }
        catch (Exception) when (end.IsCancellationRequested)
        {
            if (_lost.IsCancellationRequested)
                _terms.Events.LeaseLost(_name, _row.Fence);
        }
    }

    private async Task RenewOnceAsync(CancellationToken end)
    {
        long sent = _terms.Time.GetTimestamp();
        try
        {
            TimerRow? renewed = await _terms.Table.ReplaceAsync(_name, _row with { Renewals = _row.Renewals + 1 }, end).ConfigureAwait(false);
            renewed ??= await _terms.Table.ReadAsync(_name, _row, end).ConfigureAwait(false);
            if (IsMine(renewed))
            {
                _row = renewed;
                _lost.CancelAfter(Left(sent));
            }
            else
            {
                await _lost.CancelAsync().ConfigureAwait(false);
            }
        }
        catch (Exception fault) when (!end.IsCancellationRequested)
        {
            _terms.Events.StorageFailed(_name, "renew", fault);
        }
    }
}
