using System.Linq.Expressions;
using System.Reflection;
using CrossSell.Core.Audit;

namespace CrossSell.Tests.Support;

/// <summary>
/// Sets up what may be stored, however it came there: by an older version, another program, or a verb that this test is not about.
/// Entities guard themselves, so nothing but a test may do this.
/// </summary>
internal static class StoredState
{
    public static T Set<T, TValue>(this T entity, Expression<Func<T, TValue>> property, TValue value)
        where T : class, IAudited
    {
        ((PropertyInfo)((MemberExpression)property.Body).Member).SetValue(entity, value);
        return entity;
    }
}
