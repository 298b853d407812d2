using System.Collections;
using System.Globalization;
using System.Text;

namespace CrossSell.Core.Storage;

/// <summary>
/// Values as PostgreSQL reads them from the text of a <c>COPY</c> (https://www.postgresql.org/docs/current/sql-copy.html, "Text Format"): the server knows
/// the columns' types, so nobody here has to.
/// </summary>
internal static class PostgresText
{
    public const string Null = "\\N";

    /// <exception cref="ArgumentOutOfRangeException">No column of the model has values of this type.</exception>
    public static void Write(StringBuilder line, object? value)
    {
        switch (value)
        {
            case null or DBNull: line.Append(Null); break;
            case string words: Escape(line, words); break;
            case bool yes: line.Append(yes ? 't' : 'f'); break;
            case int or long or short: line.Append(CultureInfo.InvariantCulture, $"{value}"); break;
            case double number: line.Append(number.ToString("R", CultureInfo.InvariantCulture)); break;
            case DateTimeOffset instant: line.Append(CultureInfo.InvariantCulture, $"{instant.ToUnixTimeMilliseconds()}"); break;
            case Enum name: Escape(line, name.ToString()); break;
            case Guid id: line.Append(CultureInfo.InvariantCulture, $"{id:D}"); break;
            case DateTime wall: line.Append(wall.ToString(@"yyyy\-MM\-dd HH\:mm\:ss.FFFFFFF", CultureInfo.InvariantCulture)); break;
            // The backslash of the hex form is escaped as any other.
            case byte[] bytes: line.Append("\\\\x").Append(Convert.ToHexString(bytes)); break;
            case IEnumerable list: Escape(line, Array(list)); break;
            default: throw new ArgumentOutOfRangeException(nameof(value), value.GetType(), "Values of this type are not written in bulk.");
        }
    }

    /// <summary>A list as an array's text: <c>{"red","8 mm"}</c>.</summary>
    public static string Array(IEnumerable list)
    {
        var text = new StringBuilder("{");
        foreach (var item in list)
        {
            text.Append(text.Length > 1 ? "," : "").Append('"')
                .Append(Convert.ToString(item, CultureInfo.InvariantCulture)!.Replace("\\", "\\\\", StringComparison.Ordinal)
                    .Replace("\"", "\\\"", StringComparison.Ordinal))
                .Append('"');
        }

        return text.Append('}').ToString();
    }

    private static void Escape(StringBuilder line, string words)
    {
        foreach (var character in words)
        {
            _ = character switch
            {
                '\\' => line.Append("\\\\"),
                '\t' => line.Append("\\t"),
                '\n' => line.Append("\\n"),
                '\r' => line.Append("\\r"),
                _ => line.Append(character),
            };
        }
    }
}
