using System.Text;

namespace CrossSell.Core.Exchange;

/// <summary>In which letters a text file is written.</summary>
public enum FileEncoding
{
    Utf8,
    Utf16LittleEndian,
    Utf16BigEndian,

    /// <summary>Windows-1252, which is not Latin-1: between 0x80 and 0x9F it has quotation marks, dashes and the euro.</summary>
    Windows1252,
}

/// <summary>
/// What is known of a text file before a row of it is read: found by <see cref="FileSniffer"/> in one pass, and what every reader opens it by.
/// </summary>
public sealed record SniffedFile
{
    /// <summary>Packed by gzip.</summary>
    public required bool IsPacked { get; init; }

    public required FileEncoding Encoding { get; init; }

    /// <summary>As the header suggests it: comma, semicolon, tab or bar.</summary>
    public required char Delimiter { get; init; }

    /// <summary>The line of the header, from 1: blank lines, comments and Excel's <c>sep=</c> may stand before it.</summary>
    public required int HeaderLine { get; init; }

    /// <summary>The columns as written, without blanks and byte order marks around them.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>Bytes of the text when it is unpacked.</summary>
    public required long UnpackedBytes { get; init; }

    /// <summary>The first lines with bytes that are no UTF-8, in a file that otherwise is. Their rows are errors.</summary>
    public IReadOnlyList<int> DamagedLines { get; init; } = [];

    /// <summary>The other system that the columns are of, or null.</summary>
    public ForeignDialect? Dialect { get; init; }

    internal Encoding Decoder => Encoding switch
    {
        FileEncoding.Utf16LittleEndian => System.Text.Encoding.Unicode,
        FileEncoding.Utf16BigEndian => System.Text.Encoding.BigEndianUnicode,
        FileEncoding.Windows1252 => Windows1252,
        _ => System.Text.Encoding.UTF8,
    };

    private static Encoding Windows1252 { get; } = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
}

/// <summary>Limits of files that are imported.</summary>
/// <param name="MaxUnpackedBytes">Of the text when it is unpacked: a small packed file can hold very much.</param>
public sealed record ImportLimits(long MaxUnpackedBytes)
{
    public static readonly ImportLimits Default = new(4096L << 20);
}
