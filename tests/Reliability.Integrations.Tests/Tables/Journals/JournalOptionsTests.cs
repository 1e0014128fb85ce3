using System.ComponentModel.DataAnnotations;
using Reliability.Integrations.Tables.Journals;
using Reliability.Integrations.Tables.Rum;

namespace Reliability.Integrations.Tests.Tables.Journals;

public sealed class JournalOptionsTests
{
    [Fact]
    public void Defaults_are_as_documented()
    {
        var (writer, reader) = (new JournalOptions(), new JournalReaderOptions());
        Assert.Equal((1, 20, 900_000, 16 << 20, 60, 8), (writer.Lanes, writer.LingerMilliseconds, writer.MaxBatchBytes, writer.MaxQueuedBytes, writer.PartitionMinutes, writer.WriteTimeoutSeconds));
        Assert.Equal((8 << 20, 100, 3), (reader.MaxRoundBytes, reader.MaxRoundPartitions, reader.OpenHours));
        Assert.Equal((7, 20_000), (new JournalRetentionOptions().RetentionDays, new JournalRetentionOptions().MaxTransactions));
        Assert.Equal((13, 20_000), (new RumRetentionOptions().CellMonths, new RumRetentionOptions().MaxTransactions));
    }

    public static TheoryData<Type, string, int, int> Ranges() => new()
    {
        { typeof(JournalOptions), "Lanes", 1, 16 },
        { typeof(JournalOptions), "LingerMilliseconds", 0, 100 },
        { typeof(JournalOptions), "MaxBatchBytes", 131_072, 900_000 },
        { typeof(JournalOptions), "MaxQueuedBytes", 1 << 20, 1 << 30 },
        { typeof(JournalOptions), "PartitionMinutes", 1, 60 },
        { typeof(JournalOptions), "WriteTimeoutSeconds", 1, 60 },
        { typeof(JournalReaderOptions), "MaxRoundBytes", 1 << 20, 64 << 20 },
        { typeof(JournalReaderOptions), "MaxRoundPartitions", 1, 300 },
        { typeof(JournalReaderOptions), "OpenHours", 2, 24 },
        { typeof(JournalRetentionOptions), "RetentionDays", 1, 90 },
        { typeof(JournalRetentionOptions), "MaxTransactions", 1, 1_000_000 },
        { typeof(RumRetentionOptions), "CellMonths", 1, 60 },
        { typeof(RumRetentionOptions), "MaxTransactions", 1, 1_000_000 },
    };

    [Theory]
    [MemberData(nameof(Ranges))]
    public void Bounds_are_accepted_and_what_is_just_outside_is_not(Type type, string property, int least, int most)
    {
        Assert.True(IsValid(type, property, least));
        Assert.True(IsValid(type, property, most));
        Assert.False(IsValid(type, property, least - 1));
        Assert.False(IsValid(type, property, most + 1));
    }

    private static bool IsValid(Type type, string property, int value)
    {
        var options = Activator.CreateInstance(type)!;
        type.GetProperty(property)!.SetValue(options, value);
        return Validator.TryValidateObject(options, new ValidationContext(options), null, validateAllProperties: true);
    }
}
