using System.Text;
using CrossSell.Core.Common;
using static CrossSell.Core.Exchange.ExchangeTexts;

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

/// <summary>In what the text of a file lies.</summary>
public enum FileContainer
{
    /// <summary>It is the file.</summary>
    None,

    Gzip,

    /// <summary>The one file in a zip.</summary>
    Zip,

    /// <summary>The first sheet of a workbook (.xlsx) that holds anything.</summary>
    Workbook,
}

/// <summary>
/// What is known of a text file before a row of it is read: found by <see cref="FileSniffer"/> in one pass, and what every reader opens it by.
/// </summary>
public sealed record SniffedFile
{
    public required FileContainer Container { get; init; }

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

    /// <summary>What its columns become; null when they are called as ours, or not known.</summary>
    public FileMapping? Mapping { get; init; }

    /// <summary>What a person corrected in its rows; null for nothing.</summary>
    public RowCorrections? Corrections { get; init; }

    /// <summary>The text that was taken out of a zip or a workbook, once for all who read it; null where it is not taken out first.</summary>
    internal UnpackedText? Unpacked { get; init; }

    /// <summary>The columns as the readers look for them: as mapped, else as written.</summary>
    internal IReadOnlyList<string> Fields => Mapping?.Fields ?? Names;

    /// <summary>The same file, read as somebody said.</summary>
    internal Outcome<SniffedFile> With(FileReading? reading) =>
        reading?.Mapping is { } mapping && !mapping.Fits(Names)
            ? new Refusal(
                "file.mapping", L["The columns of the file are not those that were mapped. Choose the file again and check what its columns are."], "file")
            : this with { Mapping = reading?.Mapping, Corrections = reading?.Corrections };

    /// <summary>What it holds when its columns are called as ours; null when they are not.</summary>
    internal ExchangeKind? OwnKind => OrderFile.Recognise(Names) is not null ? ExchangeKind.Orders
        : Dialect is not null ? null
        : LinkFile.Recognise(Names) ? ExchangeKind.Links
        : BundleFile.Recognise(Names) ? ExchangeKind.Bundles
        : CatalogHeader.Recognise(Names) switch
        {
            CatalogFileKind.Products => ExchangeKind.Products,
            CatalogFileKind.Listings => ExchangeKind.Listings,
            _ => null,
        };

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
