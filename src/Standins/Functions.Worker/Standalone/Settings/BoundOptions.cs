using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>Binds and checks options before there is a service provider.</summary>
internal static class BoundOptions
{
    /// <summary>Reads one section.</summary>
    /// <typeparam name="T">The options.</typeparam>
    /// <param name="configuration">The configuration.</param>
    /// <param name="section">Name of the section; a missing one gives the defaults.</param>
    /// <param name="errors">Receives one error per setting that is malformed or out of bounds.</param>
    /// <returns>The options; the defaults after an error.</returns>
    public static T Read<T>(IConfiguration configuration, string section, StartupErrors errors)
        where T : class, new()
    {
        T options;
        try
        {
            options = configuration.GetSection(section).Get<T>() ?? new T();
        }
        catch (InvalidOperationException fault)
        {
            errors.Add(section, fault.Message);
            return new T();
        }

        List<ValidationResult> results = [];
        if (Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true))
            return options;
        foreach (ValidationResult result in results)
            errors.Add(section, result.ErrorMessage!);
        return new T();
    }
}
