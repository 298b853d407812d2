using System.Text.Json;
using System.Text.Json.Serialization;

namespace CrossSell.Core.Jobs;

/// <summary>
/// Whether this version understands all that the input of a job says. An instance of a newer version may have queued it, and to leave out half of what
/// somebody asked for is to do something else.
/// </summary>
internal static class JobInput
{
    private static readonly JsonSerializerOptions Strict = new(JobQueue.Json)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, Converters = { new KnownValues() },
    };

    /// <param name="type">What the work reads it as.</param>
    public static bool IsUnderstood(string input, Type type)
    {
        try
        {
            return JsonSerializer.Deserialize(input, type, Strict) is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Enums are stored as numbers: only those that this version has.</summary>
    private sealed class KnownValues : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(Value<>).MakeGenericType(typeToConvert))!;
    }

    private sealed class Value<T> : JsonConverter<T>
        where T : struct, Enum
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Number && (T)Enum.ToObject(typeof(T), reader.GetInt64()) is var value && Enum.IsDefined(value)
                ? value
                : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            throw new NotSupportedException("Inputs are only read so.");
    }
}
