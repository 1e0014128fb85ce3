using System.Linq.Expressions;
using System.Reflection;

namespace Azure.Data.Tables.Filters;

/// <summary>Computes expressions that do not depend on the entity.</summary>
internal static class ClosedValue
{
    /// <summary>Computes a value; constants and captured variables without compiling.</summary>
    public static object? Of(Expression node) => node switch
    {
        ConstantExpression constant => constant.Value,
        MemberExpression { Member: FieldInfo field } member => field.GetValue(member.Expression is null ? null : Of(member.Expression)),
        _ => Expression.Lambda(node).Compile(preferInterpretation: true).DynamicInvoke(),
    };
}

/// <summary>Looks for a parameter in an expression.</summary>
internal sealed class ParameterFinder(ParameterExpression parameter) : ExpressionVisitor
{
    private bool _found;

    /// <summary>Tells whether the parameter occurs.</summary>
    public bool IsIn(Expression node)
    {
        Visit(node);
        return _found;
    }

    protected override Expression VisitParameter(ParameterExpression node)
    {
        _found |= node == parameter;
        return node;
    }
}
