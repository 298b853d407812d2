using System.Runtime.InteropServices;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CrossSell.Core.Storage;

/// <summary>
/// Compares lists in a column item by item. That of EF Core does the same through a lambda within a lambda, for which each comparison makes one more
/// <see cref="System.Reflection.Emit.DynamicMethod"/> delegate, seen in a trace of saving 6,000 products.
/// </summary>
internal sealed class ListComparer<T>() : ValueComparer<List<T>>((left, right) => Same(left, right), list => Hash(list), list => Copy(list))
    where T : notnull
{
    private static bool Same(List<T>? left, List<T>? right) =>
        ReferenceEquals(left, right)
        || (left is not null && right is not null
            && CollectionsMarshal.AsSpan(left).SequenceEqual(CollectionsMarshal.AsSpan(right), EqualityComparer<T>.Default));

    private static int Hash(List<T> list)
    {
        var hash = default(HashCode);
        foreach (var item in list)
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }

    private static List<T> Copy(List<T> list) => [.. list];
}

/// <summary>Lists that are kept in a column as they are.</summary>
internal static class StoredLists
{
    /// <summary>Gives the property its comparer, where it is such a list.</summary>
    public static void Compare(IMutableProperty property)
    {
        if (property.GetValueConverter() is not null)
        {
            return;
        }

        if (property.ClrType == typeof(List<string>))
        {
            property.SetValueComparer(new ListComparer<string>());
        }
        else if (property.ClrType == typeof(List<int>))
        {
            property.SetValueComparer(new ListComparer<int>());
        }
    }
}
