using System.Collections;
using System.Collections.ObjectModel;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;

namespace CrossSell.Core.Common;

/// <summary>A list that equals another with the same items in the same order, so that records which hold one compare by content.</summary>
[JsonConverter(typeof(EquatableJson))]
[CollectionBuilder(typeof(EquatableList), nameof(EquatableList.Of))]
public sealed class EquatableList<T>(IList<T> items) : ReadOnlyCollection<T>(items), IEquatable<EquatableList<T>>
{
    public bool Equals(EquatableList<T>? other) => other is not null && this.SequenceEqual(other);

    public override bool Equals(object? obj) => Equals(obj as EquatableList<T>);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var item in this)
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }
}

/// <summary>What collection expressions call.</summary>
public static class EquatableList
{
    public static EquatableList<T> Of<T>(ReadOnlySpan<T> items) => new(items.ToArray());
}

/// <summary>A map that equals another with equal values under the same keys, in whatever order.</summary>
[JsonConverter(typeof(EquatableJson))]
[CollectionBuilder(typeof(EquatableDictionary), nameof(EquatableDictionary.Of))]
public sealed class EquatableDictionary<TKey, TValue>(
    IEnumerable<KeyValuePair<TKey, TValue>> items) : IReadOnlyDictionary<TKey, TValue>, IEquatable<EquatableDictionary<TKey, TValue>>
    where TKey : notnull, IComparable<TKey>
{
    // Sorted, so that equal maps also iterate and hash alike. An array, as there are many and they are small: a tree takes four times its room.
    private readonly KeyValuePair<TKey, TValue>[] map = [.. new Dictionary<TKey, TValue>(items).OrderBy(pair => pair.Key)];

    public int Count => map.Length;

    public IEnumerable<TKey> Keys => map.Select(pair => pair.Key);

    public IEnumerable<TValue> Values => map.Select(pair => pair.Value);

    public TValue this[TKey key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"There is no {key}.");

    public bool ContainsKey(TKey key) => Find(key) >= 0;

    public bool TryGetValue(TKey key, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out TValue value)
    {
        var at = Find(key);
        value = at < 0 ? default : map[at].Value;
        return at >= 0;
    }

    /// <summary>The map with this key set; a null value takes the key away.</summary>
    public EquatableDictionary<TKey, TValue> With(TKey key, TValue? value) =>
        new(value is null
            ? map.Where(pair => !pair.Key.Equals(key))
            : map.Where(pair => !pair.Key.Equals(key)).Append(new KeyValuePair<TKey, TValue>(key, value)));

    public bool Equals(EquatableDictionary<TKey, TValue>? other) => other is not null && map.SequenceEqual(other.map);

    public override bool Equals(object? obj) => Equals(obj as EquatableDictionary<TKey, TValue>);

    /// <summary>For messages of tests and logs.</summary>
    public override string ToString() => $"[{string.Join(", ", map.Select(pair => $"{pair.Key}: {pair.Value}"))}]";

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var pair in map)
        {
            hash.Add(pair.Key);
            hash.Add(pair.Value);
        }

        return hash.ToHashCode();
    }

    public IEnumerator<KeyValuePair<TKey, TValue>> GetEnumerator() => map.AsEnumerable().GetEnumerator();

    private int Find(TKey key)
    {
        var (from, to) = (0, map.Length - 1);
        while (from <= to)
        {
            var middle = (from + to) / 2;
            switch (Comparer<TKey>.Default.Compare(map[middle].Key, key))
            {
                case 0:
                    return middle;
                case < 0:
                    from = middle + 1;
                    break;
                default:
                    to = middle - 1;
                    break;
            }
        }

        return -1;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <inheritdoc cref="EquatableList"/>
public static class EquatableDictionary
{
    public static EquatableDictionary<TKey, TValue> Of<TKey, TValue>(ReadOnlySpan<KeyValuePair<TKey, TValue>> items)
        where TKey : notnull, IComparable<TKey> => new(items.ToArray());
}
