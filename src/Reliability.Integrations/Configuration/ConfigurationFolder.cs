using System.Text;
using Reliability.Core.Rum;
using Reliability.Core.Slo.Maintenance;
using Reliability.Integrations.OpenSlo;

namespace Reliability.Integrations.Configuration;

/// <summary>Reads all files of a configuration folder.</summary>
public static class ConfigurationFolder
{
    /// <summary>The largest file that is read, in bytes: 1 MiB.</summary>
    public const int MaxFileBytes = 1_048_576;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads the folder; whatever is wrong in it becomes an error of the result.</summary>
    /// <param name="folder">The folder; a file that is not there counts as an empty one.</param>
    /// <param name="setting">Returns the setting that a <c>${NAME}</c> stands for, or null when it is not set.</param>
    public static ReliabilityConfiguration Load(string folder, Func<string, string?> setting)
    {
        ArgumentNullException.ThrowIfNull(folder);
        if (!Directory.Exists(folder))
        {
            var missing = new ConfigurationError(".", 1, "", "the configuration folder does not exist");
            return ReliabilityConfiguration.Empty with { Errors = [missing] };
        }

        var reading = new Reading(folder, setting);
        IReadOnlyList<RumSite> sites = [];
        reading.File("sites.yaml", (text, errors) => sites = SitesFile.Read(text, errors));
        var policies = BurnRatePolicyFile.BuiltIn;
        reading.File(BurnRatePolicyFile.FileName, (text, errors) => policies = BurnRatePolicyFile.Read(text, errors));
        var slos = new OpenSloFiles(sites.Select(site => site.Name).ToHashSet(StringComparer.Ordinal), policies);
        foreach (var file in reading.FilesOf("slos").Where(file => file is not (BurnRatePolicyFile.FileName or MaintenanceFile.FileName)))
            reading.File(file, slos.Read);
        // Errors between files join those of the files they are in.
        var bound = slos.Bind();
        IReadOnlyList<MaintenanceWindow> maintenance = [];
        reading.File(MaintenanceFile.FileName, (text, errors) => maintenance = MaintenanceFile.Read(text, errors, name => bound.Any(slo => slo.Name == name)));
        return new ReliabilityConfiguration(reading.Files, sites, bound, reading.Errors) { BurnRatePolicies = policies, Maintenance = maintenance };
    }

    private sealed class Reading(string folder, Func<string, string?> setting)
    {
        private readonly List<string> _files = [];
        private readonly List<ConfigurationErrors> _errors = [];

        public IReadOnlyList<string> Files => [.. _files.Order(StringComparer.Ordinal)];

        public IReadOnlyList<ConfigurationError> Errors => [.. _errors.SelectMany(file => file.Items)];

        public IEnumerable<string> FilesOf(string subfolder)
        {
            var path = Path.Combine(folder, subfolder);
            return !Directory.Exists(path)
                ? []
                : Directory.EnumerateFiles(path)
                    .Where(file => Path.GetExtension(file) is ".yaml" or ".yml")
                    .Select(file => $"{subfolder}/{Path.GetFileName(file)}")
                    .Order(StringComparer.Ordinal);
        }

        public void File(string name, Action<string, ConfigurationErrors> read)
        {
            var file = new FileInfo(Path.Combine(folder, name));
            if (!file.Exists)
                return;
            var errors = new ConfigurationErrors(name, setting);
            _files.Add(name);
            _errors.Add(errors);
            if (ReadText(file, errors) is { } text)
                read(text, errors);
        }

        private static string? ReadText(FileInfo file, ConfigurationErrors errors)
        {
            if (file.Length > MaxFileBytes)
            {
                errors.Add(1, "", $"is larger than {MaxFileBytes} bytes");
                return null;
            }

            try
            {
                return System.IO.File.ReadAllText(file.FullName, StrictUtf8);
            }
            catch (DecoderFallbackException)
            {
                errors.Add(1, "", "is not UTF-8");
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                errors.Add(1, "", $"cannot be read: {exception.GetType().Name}");
            }

            return null;
        }
    }
}
