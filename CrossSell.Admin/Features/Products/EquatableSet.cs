using System.Collections;
using System.Runtime.CompilerServices;

namespace CrossSell.Admin.Features.Products;

/// <summary>A small immutable set that equals another with the same members, so that records of filters compare by value.</summary>
[CollectionBuilder(typeof(EquatableSet), nameof(EquatableSet.Create))]
public sealed class EquatableSet<T>(IEnumerable<T> members) : IEquatable<EquatableSet<T>>, IReadOnlyCollection<T>
    where T : struct
{
    private readonly T[] members = [.. members.Distinct().Order()];

    public int Count => members.Length;

    public bool Contains(T member) => members.Contains(member);

    /// <summary>With the member, or without it when it was in.</summary>
    public EquatableSet<T> Toggle(T member) => new(Contains(member) ? members.Where(other => !other.Equals(member)) : members.Append(member));

    public bool Equals(EquatableSet<T>? other) => other is not null && members.SequenceEqual(other.members);

    public override bool Equals(object? obj) => Equals(obj as EquatableSet<T>);

    public override int GetHashCode() => members.Aggregate(0, HashCode.Combine);

    public IEnumerator<T> GetEnumerator() => members.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

public static class EquatableSet
{
    public static EquatableSet<T> Create<T>(ReadOnlySpan<T> members)
        where T : struct => new(members.ToArray());
}
