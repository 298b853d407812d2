using System.Linq.Expressions;
using System.Reflection;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;

namespace CrossSell.Core.Rules;

/// <summary>Compiles the very expression that the database translates, for rows that were loaded already.</summary>
[Engine]
internal static class ConditionInMemory
{
    public static Func<ConditionRows, Product, bool> Compile(Expression<Func<ConditionRows, Product, bool>> condition) =>
        ((Expression<Func<ConditionRows, Product, bool>>)new Rewriter().Visit(condition)).Compile();

    private sealed class Rewriter : ExpressionVisitor
    {
        private static readonly MethodInfo Same = typeof(Rewriter).GetMethod(nameof(HasSku), BindingFlags.Static | BindingFlags.NonPublic)!;

        protected override Expression VisitMethodCall(MethodCallExpression node)
        {
            if (node.Method.DeclaringType == typeof(List<string>)
                && node.Arguments is [MemberExpression { Member: { Name: nameof(Product.Sku), DeclaringType.Name: nameof(Product) } }])
            {
                return Expression.Call(Same, Visit(node.Object)!, Visit(node.Arguments[0]));
            }

            if (node.Method.DeclaringType != typeof(Queryable))
            {
                return base.VisitMethodCall(node);
            }

            // A sequence in memory knows the same verbs; they take functions where a query takes expressions.
            var arguments = node.Arguments
                .Select(argument => Visit(argument is UnaryExpression { NodeType: ExpressionType.Quote } quote ? quote.Operand : argument)).ToArray();
            return Expression.Call(typeof(Enumerable), node.Method.Name, node.Method.GetGenericArguments(), arguments);
        }

        private static bool HasSku(List<string> skus, string sku) => skus.Contains(sku, StringComparer.OrdinalIgnoreCase);
    }
}
