using System.Linq.Expressions;
using Azure.Data.Tables.Models;
using Azure.Data.Tables.Serialization;

namespace Azure.Data.Tables.Filters;

/// <summary>Translates predicates into OData filters: comparisons of properties with values, and, or, not.</summary>
internal sealed class FilterTranslator
{
    private readonly ParameterExpression _entity;

    private FilterTranslator(ParameterExpression entity)
    {
        _entity = entity;
    }

    /// <summary>Translates a predicate.</summary>
    /// <exception cref="NotSupportedException">The service cannot evaluate it.</exception>
    public static string Translate<T>(Expression<Func<T, bool>> filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return new FilterTranslator(filter.Parameters[0]).Predicate(filter.Body);
    }

    private string Predicate(Expression node) => node switch
    {
        BinaryExpression { NodeType: ExpressionType.AndAlso or ExpressionType.And } both =>
            $"({Predicate(both.Left)}) and ({Predicate(both.Right)})",
        BinaryExpression { NodeType: ExpressionType.OrElse or ExpressionType.Or } either =>
            $"({Predicate(either.Left)}) or ({Predicate(either.Right)})",
        UnaryExpression { NodeType: ExpressionType.Not } not => $"not ({Predicate(not.Operand)})",
        BinaryExpression comparison => Comparison(comparison),
        MethodCallExpression { Method.Name: nameof(Equals) } call when Operands(call) is var (left, right) => Compare(left, "eq", right),
        _ when Property(node) is { } property => $"{property} eq true",
        _ => throw Unsupported(node),
    };

    private string Comparison(BinaryExpression node)
    {
        var verb = Verb(node.NodeType) ?? throw Unsupported(node);
        // string.Compare(a, b) >= 0 and a.CompareTo(b) >= 0 are how C# spells a >= b for strings.
        if (node.Left is MethodCallExpression { Method.Name: nameof(string.Compare) or nameof(string.CompareTo) } call)
        {
            if (Operands(call) is not var (left, right) || !IsZero(node.Right))
                throw Unsupported(node);
            return Compare(left, verb, right);
        }

        return Compare(node.Left, verb, node.Right);
    }

    private string Compare(Expression left, string verb, Expression right)
    {
        if (Property(left) is { } property)
            return $"{property} {verb} {Literal(right)}";
        if (Property(right) is { } mirrored)
            return $"{mirrored} {Mirror(verb)} {Literal(left)}"; // The emulator wants the property at the left.
        throw Unsupported(Expression.Equal(left, left));
    }

    /// <summary>Finds the two sides of a comparison by method; none for overloads with a string comparison, which the service lacks.</summary>
    private static (Expression Left, Expression Right)? Operands(MethodCallExpression call) => (call.Object, call.Arguments) switch
    {
        (null, [var left, var right]) => (left, right),
        ({ } left, [var right]) => (left, right),
        _ => null,
    };

    private string? Property(Expression node)
    {
        node = StripConversions(node);
        return node switch
        {
            MemberExpression { Member.Name: nameof(Nullable<int>.Value), Expression: { } inner } when Nullable.GetUnderlyingType(inner.Type) is not null =>
                Property(inner),
            MemberExpression { Expression: { } owner } member when StripConversions(owner) == _entity && !StripConversions(node).Type.IsEnum =>
                member.Member.DeclaringType == typeof(TableItem) ? "TableName" : EntityType.StoredName(member.Member),
            MethodCallExpression { Object: { } owner, Arguments: [var name] } call when StripConversions(owner) == _entity && IsGetter(call.Method.Name) =>
                ClosedValue.Of(name) as string,
            _ => null,
        };
    }

    private string Literal(Expression node)
    {
        if (new ParameterFinder(_entity).IsIn(node))
            throw Unsupported(node);
        var value = ClosedValue.Of(node)
            ?? throw new NotSupportedException($"The table service cannot compare with null, as in {node}: nulls are not stored.");
        return ODataLiteral.Of(value)
            ?? throw new NotSupportedException($"The table service cannot compare with a value of type {value.GetType()}, as in {node}.");
    }

    private static bool IsGetter(string method) =>
        method == "get_Item" || method.StartsWith("Get", StringComparison.Ordinal);

    private static bool IsZero(Expression node) => node is ConstantExpression { Value: 0 };

    private static Expression StripConversions(Expression node)
    {
        while (node is UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked } conversion)
            node = conversion.Operand;
        return node;
    }

    private static string? Verb(ExpressionType type) => type switch
    {
        ExpressionType.Equal => "eq",
        ExpressionType.NotEqual => "ne",
        ExpressionType.LessThan => "lt",
        ExpressionType.LessThanOrEqual => "le",
        ExpressionType.GreaterThan => "gt",
        ExpressionType.GreaterThanOrEqual => "ge",
        _ => null,
    };

    private static string Mirror(string verb) => verb switch
    {
        "lt" => "gt",
        "le" => "ge",
        "gt" => "lt",
        "ge" => "le",
        _ => verb,
    };

    private static NotSupportedException Unsupported(Expression node) =>
        new($"The table service cannot evaluate {node}: use comparisons of properties with values, joined by &&, || and !.");
}
