namespace Reliability.Integrations.Tables.Journals;

/// <summary>Decides how many records a batch is worth waiting for, from how many came together before. Not thread-safe.</summary>
/// <remarks>
/// Who was stored together comes back together. Waiting for everybody would leave the processor idle until the last one is
/// there, so seven eighths are enough: while they are stored, the others arrive. Several lanes share the company, so that one
/// part of it is stored while the next comes in. Every 64th batch waits its whole time, to learn anew.
/// </remarks>
/// <param name="lanes">How many batches can be stored at once; 1 or more.</param>
internal sealed class BatchCompany(int lanes)
{
    private const int LearnEvery = 64;

    private int _company = 1;
    private int _batches;
    private bool _learning;

    /// <summary>Gets the number of records at which a batch need not wait any longer.</summary>
    public int Enough { get; private set; } = 1;

    /// <summary>Takes note of a batch that has done with waiting.</summary>
    /// <param name="records">How many records it and the batches that are being stored have together; at least 1.</param>
    public void Note(int records)
    {
        _company = _learning ? records : Math.Max(_company, records);
        _learning = ++_batches % LearnEvery == 0;
        Enough = _learning ? int.MaxValue : Math.Max(1, _company * 7 / (8 * lanes));
    }
}
