namespace Microsoft.Azure.Functions.Worker;

/// <summary>Who may call an HTTP function.</summary>
public enum AuthorizationLevel
{
    /// <summary>Anyone.</summary>
    Anonymous = 0,

    /// <summary>Treated as <see cref="Function"/>.</summary>
    User = 1,

    /// <summary>Who has the function key or the admin key.</summary>
    Function = 2,

    /// <summary>Treated as <see cref="Admin"/>.</summary>
    System = 3,

    /// <summary>Who has the admin key.</summary>
    Admin = 4,
}
