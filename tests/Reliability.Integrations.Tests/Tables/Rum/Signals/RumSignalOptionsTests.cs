using System.ComponentModel.DataAnnotations;
using Reliability.Integrations.Tables.Rum.Signals;

namespace Reliability.Integrations.Tests.Tables.Rum.Signals;

public sealed class RumSignalOptionsTests
{
    public static TheoryData<RumSignalOptions, bool> Bounds => new()
    {
        { new RumSignalOptions(), true },
        { new RumSignalOptions { MaxSessionsPerDay = 1, RetentionDays = 2, MaxTransactions = 1 }, true },
        { new RumSignalOptions { MaxSessionsPerDay = 1_000_000, RetentionDays = 730, MaxTransactions = 1_000_000 }, true },
        { new RumSignalOptions { MaxSessionsPerDay = 0 }, false },
        { new RumSignalOptions { MaxSessionsPerDay = 1_000_001 }, false },
        { new RumSignalOptions { RetentionDays = 1 }, false },
        { new RumSignalOptions { RetentionDays = 731 }, false },
        { new RumSignalOptions { MaxTransactions = 0 }, false },
        { new RumSignalOptions { MaxTransactions = 1_000_001 }, false },
    };

    [Theory]
    [MemberData(nameof(Bounds))]
    public void Bounds_hold(RumSignalOptions options, bool isValid) =>
        Assert.Equal(isValid, Validator.TryValidateObject(options, new ValidationContext(options), null, validateAllProperties: true));

    [Fact]
    public void Defaults_are_as_documented()
    {
        var options = new RumSignalOptions();
        Assert.Equal((20_000, 90, 20_000), (options.MaxSessionsPerDay, options.RetentionDays, options.MaxTransactions));
    }
}
