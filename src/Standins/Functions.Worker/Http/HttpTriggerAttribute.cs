using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Starts the function by an HTTP request. The parameter is an ASP.NET Core <c>HttpRequest</c>.</summary>
/// <remarks>Without a level given, a function asks for a function key; without methods given, it answers all of them.</remarks>
public sealed class HttpTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>Answers all methods, with a function key.</summary>
    public HttpTriggerAttribute() => AuthLevel = AuthorizationLevel.Function;

    /// <summary>Answers the given methods, with a function key.</summary>
    /// <param name="methods">HTTP methods, in any case.</param>
    public HttpTriggerAttribute(params string[] methods)
        : this(AuthorizationLevel.Function, methods)
    {
    }

    /// <summary>Answers all methods.</summary>
    /// <param name="authLevel">Who may call.</param>
    public HttpTriggerAttribute(AuthorizationLevel authLevel) => AuthLevel = authLevel;

    /// <summary>Answers the given methods.</summary>
    /// <param name="authLevel">Who may call.</param>
    /// <param name="methods">HTTP methods, in any case.</param>
    public HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods)
    {
        AuthLevel = authLevel;
        Methods = methods;
    }

    /// <summary>Gets or sets the route under the route prefix: an ASP.NET Core template, with constraints if wanted.</summary>
    /// <value>The function's name when <see langword="null"/>. <c>%Setting%</c> is replaced at start.</value>
    public string? Route { get; set; }

    /// <summary>Gets the methods answered; all of them when <see langword="null"/> or empty.</summary>
    public string[]? Methods { get; }

    /// <summary>Gets who may call.</summary>
    public AuthorizationLevel AuthLevel { get; }
}
