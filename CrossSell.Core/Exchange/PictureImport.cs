using System.Globalization;
using System.Text;
using System.Text.Json;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Jobs;
using CrossSell.Core.Media;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using static CrossSell.Core.Exchange.ExchangeTexts;

namespace CrossSell.Core.Exchange;

/// <summary>Pictures that an import named and nobody has fetched yet: one line a product, in the exchange folder.</summary>
/// <param name="Addresses">In the order in which the product shall show them.</param>
internal sealed record PictureList(int ProductId, string Sku, IReadOnlyList<string> Addresses)
{
    public static async Task<string> WriteAsync(
        DataDirectory data, IReadOnlyDictionary<int, (string Sku, IReadOnlyList<string> Addresses)> pictures, CancellationToken cancellation)
    {
        var file = $"pictures-{Guid.NewGuid():N}.ndjson";
        await File.WriteAllLinesAsync(
            ImportJobs.PathOf(data, file),
            pictures.Select(product => JsonSerializer.Serialize(new PictureList(product.Key, product.Value.Sku, product.Value.Addresses))), cancellation);
        return file;
    }

    public static async Task<IReadOnlyList<PictureList>> ReadAsync(string path, CancellationToken cancellation) =>
        [.. (await File.ReadAllLinesAsync(path, cancellation)).Select(line => JsonSerializer.Deserialize<PictureList>(line)!)];
}

/// <param name="File">What <see cref="CatalogImportReport.PictureFile"/> named.</param>
/// <param name="ImportJobId">The import that wanted them: undoing it takes the pictures along. Null when nobody can undo it as a job.</param>
public sealed record PictureInput(string File, long? ImportJobId);

/// <summary>
/// Fetches the pictures that an import named, a few at a time, each address once. A product that has what stands there keeps it as it is; what cannot be
/// fetched is reported with its reason, and the rest lands.
/// </summary>
public sealed class PictureImport(StudioStore store, DataDirectory data, MediaService media)
{
    // Of foreign servers, mostly one: polite, and no more than four pictures in memory.
    private const int AtOnce = 4;

    // Asked together which pictures they have.
    private const int ProductsAtOnce = 500;

    /// <param name="errors">Gets a row for each address that failed, as a file that can be imported again.</param>
    /// <param name="progress">Addresses done.</param>
    /// <param name="cancellation">Stops between two pictures; those that were fetched stay.</param>
    public async Task<Outcome<JobReport>> FetchAsync(
        PictureInput input, Actor actor, TextWriter errors, IProgress<(int Done, int Total)>? progress = null, CancellationToken cancellation = default)
    {
        var path = ImportJobs.PathOf(data, input.File);
        if (!File.Exists(path))
        {
            return Refusal.NotFound("The list of pictures has expired. Import the file again.", "file");
        }

        var products = await PictureList.ReadAsync(path, CancellationToken.None);
        var total = products.Sum(product => product.Addresses.Count);
        var tally = new Tally(errors);
        // What an address gave: the content's hash, or why it gave none.
        var asked = new Dictionary<string, Outcome<string>>(StringComparer.Ordinal);
        var silent = new SilentServers();
        await foreach (var (window, held) in WindowsAsync(products))
        {
            if (cancellation.IsCancellationRequested)
            {
                break;
            }

            var wanted = window.Where(item => !held[item.Product.ProductId].Contains(PictureAddress.Origin(item.Address))).ToList();
            var fetches = wanted.Select(item => item.Address).Distinct(StringComparer.Ordinal).Where(address => !asked.ContainsKey(address))
                .ToDictionary(
                    address => address,
                    address => silent.Skip(address) is { } why ? Task.FromResult<Outcome<MediaContent>>(why) : media.FetchAsync(address, cancellation),
                    StringComparer.Ordinal);
            try
            {
                await Task.WhenAll(fetches.Values);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                break;
            }

            foreach (var (address, fetch) in fetches)
            {
                silent.Note(address, (await fetch).Refusal);
            }

            foreach (var item in window)
            {
                if (wanted.Contains(item))
                {
                    await TakeAsync(item, fetches.TryGetValue(item.Address, out var fetch) ? await fetch : (Outcome<MediaContent>?)null);
                }
                else
                {
                    tally.There++;
                }

                tally.Done++;
            }

            progress?.Report((tally.Done, total));
        }

        if (tally.Done == total)
        {
            File.Delete(path);
        }

        return tally.Report(total);

        async Task TakeAsync((PictureList Product, string Address) item, Outcome<MediaContent>? fetched)
        {
            var outcome = fetched is { } now ? await AddAsync(item, now) : asked[item.Address].IsRefused(out var before, out var hash)
                ? before : await media.AddStoredAsync(item.Product.ProductId, hash, item.Address, input.ImportJobId, actor, CancellationToken.None);
            if (!outcome.IsRefused(out var refusal, out _))
            {
                tally.Fetched++;
                tally.Products.Add(item.Product.ProductId);
            }
            else if (refusal.Code == "media.double")
            {
                tally.There++;
            }
            else
            {
                await tally.FailAsync(item.Product.Sku, item.Address, refusal);
            }
        }

        async Task<Outcome<MediaAdded>> AddAsync((PictureList Product, string Address) item, Outcome<MediaContent> fetched)
        {
            if (fetched.IsRefused(out var refusal, out var content))
            {
                asked[item.Address] = refusal;
                return refusal;
            }

            var added = await media.AddFetchedAsync(item.Product.ProductId, content, item.Address, input.ImportJobId, actor, CancellationToken.None);
            asked[item.Address] = added.Refusal is { Code: not "media.double" } unfit && unfit.Code.StartsWith("media.", StringComparison.Ordinal)
                && unfit.Code != "media.too-many" ? unfit : content.Hash;
            return added;
        }
    }

    private async Task<ILookup<int, string>> HeldAsync(int[] ids)
    {
        await using var db = store.Read();
        return await ProductPictures.AddressesAsync(db, ids);
    }

    private async IAsyncEnumerable<(List<(PictureList Product, string Address)> Window, ILookup<int, string> Held)> WindowsAsync(
        IReadOnlyList<PictureList> products)
    {
        foreach (var part in products.Chunk(ProductsAtOnce))
        {
            var held = await HeldAsync([.. part.Select(product => product.ProductId)]);
            foreach (var window in Windows(part))
            {
                yield return (window, held);
            }
        }
    }

    // An address that comes up twice is asked in the first window that names it, so the second finds it answered.
    private static IEnumerable<List<(PictureList Product, string Address)>> Windows(IReadOnlyList<PictureList> products)
    {
        var window = new List<(PictureList Product, string Address)>(AtOnce);
        foreach (var item in products.SelectMany(product => product.Addresses.Select(address => (product, address))))
        {
            if (window.Count == AtOnce || window.Exists(other => other.Address == item.address))
            {
                yield return window;
                window = new List<(PictureList Product, string Address)>(AtOnce);
            }

            window.Add(item);
        }

        if (window.Count > 0)
        {
            yield return window;
        }
    }

    private sealed class Tally(TextWriter errors)
    {
        private readonly ErrorRows rows = new(errors, ',', ["sku", "image_urls"]);
        private readonly JobProblems problems = new();
        private int failed;

        public int Done { get; set; }

        public int Fetched { get; set; }

        public int There { get; set; }

        public HashSet<int> Products { get; } = [];

        public async Task FailAsync(string sku, string address, Refusal why)
        {
            failed++;
            await rows.AddAsync(why.Message, $"{CsvCells.Quoted(sku)},{CsvCells.Quoted(address)}");
            problems.Add(why.Message, $"{sku}: {address}");
        }

        public JobReport Report(int total) => JobReport.Saying(
            () => JobSentences.Over(
                L["Pictures downloaded: {0}, for {1} products", Texts.Number(Fetched), Texts.Number(Products.Count)], null, Done < total),
            [new("addresses", total), new("fetched", Fetched), new("already there", There), new("failed", failed), .. Done < total
                ? [new("not downloaded", total - Done)]
                : Array.Empty<JobFigure>()],
            problems.All);

    }
}

/// <inheritdoc cref="PictureImport"/>
public sealed class PictureWork(PictureImport pictures, DataDirectory data) : JobWork
{
    /// <summary>Name of the kind of job.</summary>
    public const string JobKind = "import-pictures";

    public override string Kind => JobKind;

    protected override Type? InputType => typeof(PictureInput);

    // What a product has is not fetched again.
    public override bool IsRestartable => true;

    public override JobLane Lane => JobLane.Background;

    public override async Task<Outcome<JobReport>> RunAsync(JobRun run, CancellationToken cancellation)
    {
        run.Report(0, 0, "Fetching pictures");
        var errorFile = string.Create(CultureInfo.InvariantCulture, $"errors-{run.JobId}.csv");
        var errorPath = ImportJobs.PathOf(data, errorFile);
        Outcome<JobReport> outcome;
        await using (var errors = new StreamWriter(errorPath, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)))
        {
            outcome = await pictures.FetchAsync(
                run.Input<PictureInput>(), run.Actor, errors, new Relay<(int Done, int Total)>(at => run.Report(at.Done, at.Total, "Fetching pictures")),
                cancellation);
        }

        if (new FileInfo(errorPath).Length == 0)
        {
            File.Delete(errorPath);
            return outcome;
        }

        return outcome.IsRefused(out var refusal, out var report) ? refusal : report with { ErrorFile = errorFile };
    }
}
