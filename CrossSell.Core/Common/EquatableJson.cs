using System.Text.Json;
using System.Text.Json.Serialization;

namespace CrossSell.Core.Common;

/// <summary>Writes equatable lists as JSON arrays and equatable maps as JSON objects, and reads them back.</summary>
public sealed class EquatableJson : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && (typeToConvert.GetGenericTypeDefinition() == typeof(EquatableList<>)
            || typeToConvert.GetGenericTypeDefinition() == typeof(EquatableDictionary<,>));

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options)
    {
        var arguments = typeToConvert.GetGenericArguments();
        var converter = arguments.Length == 1 ? typeof(ListConverter<>).MakeGenericType(arguments) : typeof(MapConverter<,>).MakeGenericType(arguments);
        return (JsonConverter)Activator.CreateInstance(converter)!;
    }

    private sealed class ListConverter<T> : JsonConverter<EquatableList<T>>
    {
        public override EquatableList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(JsonSerializer.Deserialize<T[]>(ref reader, options) ?? []);

        public override void Write(Utf8JsonWriter writer, EquatableList<T> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.ToArray(), options);
    }

    private sealed class MapConverter<TKey, TValue> : JsonConverter<EquatableDictionary<TKey, TValue>>
        where TKey : notnull, IComparable<TKey>
    {
        public override EquatableDictionary<TKey, TValue> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(JsonSerializer.Deserialize<Dictionary<TKey, TValue>>(ref reader, options) ?? []);

        public override void Write(Utf8JsonWriter writer, EquatableDictionary<TKey, TValue> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.ToDictionary(pair => pair.Key, pair => pair.Value), options);
    }
}
