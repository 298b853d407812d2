using System.Text.Json;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Exchange;
using CrossSell.Core.Insights;
using CrossSell.Core.Jobs;
using CrossSell.Core.Mining;
using CrossSell.Core.Orders;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.QuickStart.QuickStartTexts;

namespace CrossSell.Core.QuickStart;

/// <summary>What a shop is set up with.</summary>
/// <param name="Files">In the order in which they are imported (<see cref="ImportTurns"/>).</param>
/// <param name="Channel">Code of the shop.</param>
public sealed record QuickStartInput(IReadOnlyList<ImportInput> Files, string Channel);

/// <summary>Sets a shop up as a job: from the files of another system to its first panels.</summary>
public sealed class QuickStartJobs(StudioStore store, JobQueue queue, ChannelService channels)
{
    /// <summary>Name of the kind of job.</summary>
    public const string Kind = "quick-start";

    /// <summary>Figures of its report: percent of revenue with recommendations, with what the files link only, and with what the orders say.</summary>
    public const string Before = "% of revenue with recommendations before";

    /// <inheritdoc cref="Before"/>
    public const string After = "% of revenue with recommendations now";

    private const int JobsLookedAt = 50;
    private const string StandardTax = "standard";

    /// <returns>The id of the job.</returns>
    public async Task<Outcome<long>> StartAsync(IReadOnlyList<ImportInput> files, string channel, Actor actor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = store.Read();
        if (await db.Channels.SingleOrDefaultAsync(item => item.Code == channel, cancellation) is not { } shop)
        {
            return Refusal.NotFound(L["There is no channel \"{0}\".", channel], "channel");
        }

        if (files.Count == 0)
        {
            return new Refusal("quick.files", L["Bring a file of products, of orders, or both."], "files");
        }

        return Denied(files, shop, actor) is { } denied ? denied
            : await queue.StartAsync(Kind, TitleOf(shop), new QuickStartInput(files, channel), actor, [shop.Id], cancellation);
    }

    /// <summary>The shops that there are, the oldest first.</summary>
    public async Task<IReadOnlyList<Channel>> ShopsAsync(ReadScope scope, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        return await db.Channels.AsNoTracking().OrderBy(shop => shop.Id).ToListAsync(cancellation);
    }

    /// <summary>Adds a shop with what cannot be left out; the rest is as in any new shop, and changed in its settings.</summary>
    /// <param name="code">Null makes one of the name.</param>
    /// <param name="taxBasisPoints">The standard tax in hundredths of a percent.</param>
    /// <returns>Its id.</returns>
    public async Task<Outcome<int>> AddShopAsync(
        ShopSettings settings, string? code, Actor actor, int taxBasisPoints = 0, bool pricesIncludeTax = true, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var edit = new ChannelEdit(
            null, 0, code ?? "", settings.Name, settings.Currency, [settings.Locale], settings.Zone, pricesIncludeTax,
            new Dictionary<string, int> { [StandardTax] = taxBasisPoints }, MarginFloorBasisPoints: 0, ProductUrl: null, CompletenessThreshold: 0,
            RequiredFields: ["name", "price"]);
        return (await channels.SaveAsync(edit, actor, cancellation)).IsRefused(out var refusal, out var made) ? refusal : made.Id;
    }

    /// <summary>The newest of the actor's jobs of this kind for a shop; null where there is none.</summary>
    public async Task<Job?> NewestAsync(string channel, Actor actor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return (await queue.ListAsync(actor, JobsLookedAt, cancellation: cancellation))
            .FirstOrDefault(job => job.ActorId == actor.Id && InputOf(job)?.Channel == channel);
    }

    /// <summary>What the job brings in; null for a job of another kind.</summary>
    public static QuickStartInput? InputOf(Job job)
    {
        ArgumentNullException.ThrowIfNull(job);
        return job.Kind == Kind ? JsonSerializer.Deserialize<QuickStartInput>(job.Input, JobQueue.Json) : null;
    }

    /// <summary>What the job is called in lists.</summary>
    public static string TitleOf(Channel shop) => $"Set up {shop?.Name} from files";

    // Who may not import one of the files is told before anything is imported.
    private static Refusal? Denied(IReadOnlyList<ImportInput> files, Channel shop, Actor actor) => files
        .Select(file => (Kind: file.Kind, Permission: ImportJobs.PermissionOf(file.Kind)))
        .Select(file => file.Kind == ExchangeKind.Orders ? actor.Deny(file.Permission, shop.Id)
            : actor.CanAnywhere(file.Permission) ? null : actor.Deny(file.Permission, null))
        .FirstOrDefault(denied => denied is not null);
}

/// <summary>
/// Imports the files one after the other by the work that imports any file, then mines the shop. One that is refused is said and keeps nobody from the rest;
/// all that is written is this job's, and taken back as one.
/// </summary>
public sealed class QuickStartWork(StudioStore store, ImportSeries imports, MiningService mining, PanelService panels, TimeProvider time) : JobWork
{
    public override string Kind => QuickStartJobs.Kind;

    protected override Type? InputType => typeof(QuickStartInput);

    // Each file twice changes nothing, and mining replaces what it made.
    public override bool IsRestartable => true;

    public override async Task<Outcome<JobReport>> RunAsync(JobRun run, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        var input = run.Input<QuickStartInput>();
        Channel? shop;
        await using (var db = store.Read())
        {
            shop = await db.Channels.AsNoTracking().SingleOrDefaultAsync(item => item.Code == input.Channel, cancellation);
        }

        if (shop is null)
        {
            return Refusal.NotFound(L["This shop no longer exists."], "channel");
        }

        var parts = await imports.RunAsync(run, input.Files, input.Files.Count + 1, file => PreparedAsync(file, shop), cancellation);
        if (cancellation.IsCancellationRequested)
        {
            return await ReportAsync(run, parts, shop, null, null, isCutShort: true);
        }

        if (parts.TrueForAll(part => part.Refusal is not null))
        {
            return parts[0].Refusal! with { Message = string.Join(' ', parts.Select(part => part.Words)) };
        }

        // Asked by eyes of its own: those of the pages may be some minutes old in a shop with many orders.
        var before = await CoveredAsync(shop, cancellation);
        Refusal? unmined = null;
        if (before is not null)
        {
            var progress = new Relay<MiningProgress>(step => run.Report(
                (long)((input.Files.Count + step.Share) * ImportSeries.Share), (input.Files.Count + 1L) * ImportSeries.Share, step.Step));
            (await mining.MineAsync(run.Actor, shop.Id, progress, run.JobId, cancellation)).IsRefused(out unmined, out _);
        }

        var after = before is null ? null : await CoveredAsync(shop, CancellationToken.None);
        var report = await ReportAsync(run, parts, shop, before, after, isCutShort: false);
        return unmined is null ? report : report with { Problems = [.. report.Problems, new JobProblem(unmined.Message, 1, [])] };
    }

    /// <summary>What was imported is needed no more; after a failure the files are swept after a week.</summary>
    public override void Ended(Job job)
    {
        ArgumentNullException.ThrowIfNull(job);
        if (job.State == JobState.Done && QuickStartJobs.InputOf(job) is { } input)
        {
            imports.Tidy(input.Files);
        }
    }

    private async Task<ImportInput> PreparedAsync(ImportInput file, Channel shop)
    {
        if (file.Kind != ExchangeKind.Orders)
        {
            return file;
        }

        // Without a catalogue the orders say what is sold.
        await using var db = store.Read();
        return file with { MakesProducts = !await db.Listings.AnyAsync(listing => listing.ChannelId == shop.Id) };
    }

    private async Task<int?> CoveredAsync(Channel shop, CancellationToken cancellation)
    {
        var mains = await new InsightsQuery(store, panels, time).MainsAsync(ReadScope.Everything, shop.Id, cancellation);
        return mains is null ? null : ShopVerdict.PercentOf(mains, main => main.Recommended > 0);
    }

    private async Task<JobReport> ReportAsync(JobRun run, List<ImportPart> parts, Channel shop, int? before, int? after, bool isCutShort)
    {
        int products, orders;
        await using (var db = store.Read())
        {
            products = await db.Listings.CountAsync(listing => listing.ChannelId == shop.Id);
            orders = await db.Orders.CountAsync(order => order.ChannelId == shop.Id);
        }

        var problems = parts.Where(part => part.Refusal is not null).Select(part => new JobProblem(part.Words, 1, []))
            .Concat(parts.SelectMany(part => part.Report?.Problems ?? [])).ToList();
        // Products and links of one file leave the same columns aside: that is said once.
        var aside = problems.Where(problem => problem.Reason == ImportWork.ColumnsIgnored).SelectMany(problem => problem.Examples)
            .Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        problems.RemoveAll(problem => problem.Reason == ImportWork.ColumnsIgnored);
        if (aside.Count > 0)
        {
            problems.Add(new JobProblem(ImportWork.ColumnsIgnored, aside.Count, aside));
        }

        return JobReport.Saying(
            () => string.Join(' ', ((string?[])
            [
                L["{0} products and {1} orders are in {2}.", Texts.Number(products), Texts.Number(orders), shop.Name],
                (after, before) switch
                {
                    ({ } now, { } then) when now > then =>
                        L["{0} % of the revenue has recommendations; by the links of the files alone it was {1} %.", now, then].Value,
                    ({ } now, _) => L["{0} % of the revenue has recommendations.", now].Value,
                    _ => null,
                },
                parts.Exists(part => part.IsFailure) ? L["A file was not imported."].Value : null,
                isCutShort ? L["Cancelled before the rest."].Value : null,
            ]).OfType<string>()),
            [
                new("products", products), new("orders", orders), new("wrong", parts.Sum(part => part.Wrong)),
                .. before is { } percent ? [new(QuickStartJobs.Before, percent)] : Array.Empty<JobFigure>(),
                .. after is { } share ? [new(QuickStartJobs.After, share)] : Array.Empty<JobFigure>(),
            ],
            problems) with
        {
            ErrorFile = await imports.ErrorsAsync(run.JobId, parts),
            Changes = parts.Sum(part => part.Report?.Changes ?? 0),
            // Called off is no failure of the files.
            Failed = !isCutShort && parts.Exists(part => part.IsFailure),
        };
    }
}
