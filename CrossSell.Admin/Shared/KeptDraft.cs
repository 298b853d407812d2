using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace CrossSell.Admin.Shared;

/// <summary>Something unsaved as <see cref="DraftKeeper"/> keeps it in the browser's tab (<see cref="KeptDrafts"/>).</summary>
/// <param name="Key">What it is a draft of, <c>rule:17</c>: taken back where the same is edited, and nowhere else.</param>
/// <param name="Write">The draft as text; null when everything is saved.</param>
/// <param name="TakeBack">Puts such a text into the editor, which shows what is stored. Null when it cannot, or nothing would differ.</param>
public sealed record KeptDraft(string Key, Func<string?> Write, Func<string, TakenBack?> TakeBack)
{
    // A text of another release, with other fields, is no draft: it must not become a half-empty one.
    private static readonly JsonSerializerOptions Strict = new()
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        IgnoreReadOnlyProperties = true,
    };

    /// <summary>The words of one field.</summary>
    /// <param name="get">What is typed.</param>
    public static KeptDraft OfText(string key, Func<string> get, Action<string> set)
    {
        ArgumentNullException.ThrowIfNull(get);
        ArgumentNullException.ThrowIfNull(set);
        return new KeptDraft(key, () => string.IsNullOrWhiteSpace(get()) ? null : get(), text =>
        {
            set(text);
            return new TakenBack(() => set(""));
        });
    }

    /// <summary>A form object whose fields are typed over what is stored (<see cref="FormPrint"/>).</summary>
    /// <param name="form">As typed; null while there is none.</param>
    /// <param name="stored">The print of what it began with.</param>
    public static KeptDraft OfForm(string key, Func<object?> form, Func<string?> stored)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(stored);
        return new KeptDraft(
            key,
            () => FormPrint.Of(form()) is { } typed && typed != stored() ? ToText(new TypedForm(typed, stored() ?? "")) : null,
            text => form() is { } here && Read<TypedForm>(text) is { } kept ? Merge(here, kept) : null);
    }

    /// <summary>Any value that an editor can put on as a whole.</summary>
    /// <param name="get">What is typed; null when nothing is.</param>
    public static KeptDraft Of<T>(string key, Func<T?> get, Action<T> set, Action clear)
        where T : class => new(key, () => get() is { } typed ? ToText(typed) : null, text =>
        {
            if (Read<T>(text) is not { } kept)
            {
                return null;
            }

            set(kept);
            return new TakenBack(clear);
        });

    internal static string ToText<T>(T value) => JsonSerializer.Serialize(value, Strict);

    /// <summary>Null when the text is none of this type.</summary>
    internal static T? Read<T>(string text)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text, Strict);
        }
        catch (Exception problem) when (problem is JsonException or NotSupportedException)
        {
            return null;
        }
    }

    // What was typed goes over what is stored now; where somebody else has changed the same meanwhile, the person is told.
    private static TakenBack? Merge(object form, TypedForm kept)
    {
        var before = FormPrint.Of(form)!;
        if (FormPrint.Fields(kept.Typed) is not { } typed || FormPrint.Fields(kept.Stored) is not { } seen || FormPrint.Fields(before) is not { } stored
            || !typed.Select(field => field.Key).SequenceEqual(stored.Select(field => field.Key)))
        {
            return null;
        }

        static bool Same(JsonObject one, JsonObject other, string field) => JsonNode.DeepEquals(one[field], other[field]);
        var mine = typed.Select(field => field.Key).Where(field => !Same(typed, seen, field) && !Same(typed, stored, field)).ToList();
        FormPrint.Put(form, typed, mine);
        return FormPrint.Of(form) == before ? null
            : new TakenBack(() => FormPrint.Put(form, stored, mine), IsOverNewer: mine.Exists(field => !Same(seen, stored, field)));
    }

    private sealed record TypedForm(string Typed, string Stored);
}

/// <summary>A draft is in its editor again.</summary>
/// <param name="Discard">The editor shows what is stored, as if there had been none.</param>
/// <param name="IsOverNewer">Whether somebody else has changed the same meanwhile, and saving would write over it.</param>
public sealed record TakenBack(Action Discard, bool IsOverNewer = false);
