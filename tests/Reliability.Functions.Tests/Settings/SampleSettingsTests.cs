using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Reliability.Functions.Rum;
using Reliability.Integrations.Configuration;
using Reliability.Integrations.Tables.Journals;
using Reliability.Orchestration;
using Reliability.Testing;

namespace Reliability.Functions.Tests.Settings;

public sealed class SampleSettingsTests
{
    public static TheoryData<Type, string> Options { get; } = Find();

    private static Dictionary<string, string?> Sample { get; } = Read();

    [Theory]
    [MemberData(nameof(Options))]
    public void The_sample_lists_every_option_with_its_default(Type type, string section)
    {
        var bound = new ConfigurationBuilder().AddInMemoryCollection(Sample).Build().GetSection(section).Get(type)!;
        Validator.ValidateObject(bound, new ValidationContext(bound), validateAllProperties: true);
        var defaults = Activator.CreateInstance(type)!;
        foreach (var property in type.GetProperties())
        {
            Assert.True(Sample.ContainsKey($"{section}:{property.Name}"), $"{section}:{property.Name} is missing.");
            Assert.Equal(property.GetValue(defaults), property.GetValue(bound));
        }
    }

    [Fact]
    public void The_sample_has_no_setting_that_nothing_reads()
    {
        string[] known = ["FUNCTIONS_WORKER_RUNTIME", "AzureWebJobsStorage", "RELIABILITY_FUNCTION_KEY", "RELIABILITY_ADMIN_KEY", "OTEL_EXPORTER_OTLP_ENDPOINT", "Reliability:ConfigPath"];
        var options = Options.Cast<object[]>().SelectMany(row => ((Type)row[0]).GetProperties().Select(property => $"{row[1]}:{property.Name}"));
        Assert.Empty(Sample.Keys.Except(known).Except(options));
    }

    private static TheoryData<Type, string> Find()
    {
        var options = new TheoryData<Type, string>();
        foreach (var type in new[] { typeof(RumOptions).Assembly, typeof(JournalOptions).Assembly, typeof(OrchestrationOptions).Assembly }.SelectMany(assembly => assembly.GetExportedTypes()))
        {
            // Where the configuration files are depends on where the program is.
            if (type == typeof(ConfigurationFileOptions)) continue;
            if (type.GetField("Section")?.GetRawConstantValue() is string section) options.Add(type, section);
        }

        return options;
    }

    private static Dictionary<string, string?> Read()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(RepositoryRoot.Path, "local.settings.sample.json")));
        return document.RootElement.GetProperty("Values").EnumerateObject()
            .ToDictionary(value => value.Name.Replace("__", ":", StringComparison.Ordinal), value => value.Value.GetString());
    }
}
