using System.Reflection;

namespace Reliability.Testing.Determinism;

/// <summary>What the code of an orchestrator must not use, because it comes out different when it is repeated.</summary>
/// <remarks>Looks into compiled code: the orchestrator's methods, the state machines and closures that the compiler made of them, and whatever
/// else of the same assembly they call.</remarks>
public static class OrchestratorRules
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly HashSet<string> Members =
    [
        "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today",
        "System.DateTimeOffset.get_Now", "System.DateTimeOffset.get_UtcNow", "System.Guid.NewGuid", "System.Guid.CreateVersion7",
        "System.Threading.Tasks.Task.Delay", "System.Threading.Tasks.Task.Run", "System.Threading.Tasks.Task.Yield", "System.Threading.Tasks.Task.ContinueWith",
        "System.Threading.Tasks.Task.Wait", "System.Threading.Tasks.Task.WaitAll", "System.Threading.Tasks.Task.WaitAny", "System.Threading.Tasks.Task.WaitAsync",
        "System.Threading.CancellationTokenSource.CancelAfter",
    ];

    private static readonly string[] Types =
    [
        "System.Random", "System.TimeProvider", "System.Diagnostics.Stopwatch", "System.Environment", "System.Threading.Thread", "System.Threading.ThreadPool",
        "System.Threading.Timer", "System.Threading.PeriodicTimer", "System.Threading.Tasks.TaskFactory", "System.Threading.Tasks.Parallel",
        "System.Security.Cryptography.RandomNumberGenerator", "System.Console",
    ];

    private static readonly string[] Namespaces = ["System.IO.", "System.Net.", "System.Data.", "Azure."];

    /// <summary>Lists what an orchestrator uses and must not.</summary>
    /// <param name="orchestrator">The class.</param>
    /// <returns>One line for each use: where, and what; empty when there is none.</returns>
    public static IReadOnlyList<string> Breaches(Type orchestrator)
    {
        ArgumentNullException.ThrowIfNull(orchestrator);
        var breaches = new SortedSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<MethodBase>();
        var waiting = new Queue<MethodBase>(MethodsOf(orchestrator));
        while (waiting.TryDequeue(out var method))
        {
            if (!seen.Add(method)) continue;
            foreach (var used in CalledMethods.Of(method))
            {
                if (IsBanned(used)) breaches.Add($"{method.DeclaringType?.Name}.{method.Name} uses {used.DeclaringType?.FullName}.{used.Name}");
                foreach (var next in Follow(used, orchestrator.Assembly)) waiting.Enqueue(next);
            }
        }

        return [.. breaches];
    }

    private static IEnumerable<MethodBase> MethodsOf(Type type) =>
        type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All)).Concat(type.GetNestedTypes(All).SelectMany(MethodsOf));

    // The state machine of an async method is a type of its own, which the method makes.
    private static IEnumerable<MethodBase> Follow(MemberInfo used, Assembly assembly)
    {
        if (used.DeclaringType?.Assembly != assembly) return [];
        var isMachine = used.DeclaringType.Name.StartsWith('<');
        return isMachine ? MethodsOf(used.DeclaringType) : used is MethodBase method ? [method] : [];
    }

    private static bool IsBanned(MemberInfo used)
    {
        if (used is FieldInfo { IsStatic: true, IsInitOnly: false, IsLiteral: false } field) return !field.DeclaringType!.Name.StartsWith('<');
        if (used is not MethodBase || used.DeclaringType is not { FullName: { } type } declaring) return false;
        var generic = declaring.IsGenericType ? declaring.GetGenericTypeDefinition().FullName!.Split('`')[0] : type;
        if (used is ConstructorInfo constructor && type == "System.Threading.CancellationTokenSource") return constructor.GetParameters().Length > 0;
        return Members.Contains($"{generic}.{used.Name}") || Types.Contains(generic) || Namespaces.Any(start => type.StartsWith(start, StringComparison.Ordinal));
    }
}
