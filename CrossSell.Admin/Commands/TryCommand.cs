using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Dialects;
using CrossSell.Core.Exchange;
using CrossSell.Core.Jobs;
using CrossSell.Core.People;
using CrossSell.Core.QuickStart;

namespace CrossSell.Admin.Commands;

/// <summary>
/// Two files of any system into a studio, and what they say of the shop: the same job as the page "Your shop in a minute". A file that cannot be read is said
/// and keeps nobody from the other.
/// </summary>
internal static class TryCommand
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // What stands where the files say nothing.
    private static readonly ShopSettings Usual = new("My shop", "EUR", "en-GB", "Europe/Amsterdam");

    public static Command Create()
    {
        var files = new Argument<FileInfo[]>("files")
        {
            Description = "A file of products and one of orders, in any order; one of them is enough.", Arity = new ArgumentArity(1, 2),
        };
        var channel = new Option<string?>("--channel")
        {
            Description = "Code of the shop. In a studio without shops it is made, from what the files suggest.",
        };
        var json = new Option<bool>("--json") { Description = "Print the result as one JSON document." };
        var command = new Command("try", "Set a shop up from files: import them, find suggestions, and say where its revenue has nothing beside it.")
        {
            files, channel, json,
        };
        command.SetAction((parsed, cancellation) => StudioCommand.WithStudioAsync(
            (services, stop) => RunAsync(services, parsed.GetValue(files)!, parsed.GetValue(channel), parsed.GetValue(json), stop), cancellation));
        return command;
    }

    private static async Task<Outcome> RunAsync(IServiceProvider services, FileInfo[] files, string? code, bool asJson, CancellationToken cancellation)
    {
        var (drafts, finder) = (services.GetRequiredService<ImportDrafts>(), services.GetRequiredService<QuickStartFiles>());
        var brought = new List<BroughtFile>();
        try
        {
            foreach (var file in files)
            {
                brought.Add(await TakeAsync(file, drafts, finder, cancellation));
            }

            foreach (var refused in brought.Where(file => file.Refusal is not null))
            {
                await Console.Error.WriteLineAsync($"{refused.Name}: {refused.Refusal!.Message}");
            }

            var good = brought.Where(file => file.Found is not null).Select(file => file.Found!).ToList();
            if (good.Count == 0)
            {
                return new Refusal("try.nothing", "None of the files can be imported; see above.", "files");
            }

            if ((await ShopAsync(services, good, code, cancellation)).IsRefused(out var refusal, out var shop)
                || (await ImportAsync(services, good, shop, cancellation)).IsRefused(out refusal, out var report))
            {
                return refusal;
            }

            var verdict = await services.GetRequiredService<ShopVerdictQuery>().LoadAsync(ReadScope.Everything, shop.Id, cancellation)
                ?? throw new InvalidOperationException($"The shop {shop.Code} is gone.");
            Console.WriteLine(asJson ? AsJson(shop, brought, report, verdict) : AsText(shop, report, verdict));
            return brought.Exists(file => file.Refusal is not null)
                ? new Refusal("try.half", "One of the files was not imported; see above. The other one is.", "files")
                : report.Failed ? new Refusal("try.half", "A file, or what it says of products, links or orders, was not imported; see above.", "files")
                : Outcome.Done;
        }
        finally
        {
            foreach (var file in brought)
            {
                File.Delete(drafts.PathOfFile(file.Kept));
            }
        }
    }

    private static async Task<BroughtFile> TakeAsync(FileInfo file, ImportDrafts drafts, QuickStartFiles finder, CancellationToken cancellation)
    {
        var name = ImportDrafts.NewFile();
        if (!file.Exists)
        {
            return new BroughtFile(file.Name, name, null, Refusal.NotFound($"There is no file {file.FullName}.", "files"));
        }

        // Imported from the exchange folder as one that was brought to the page.
        await using (var source = file.OpenRead())
        await using (var target = File.Create(drafts.PathOfFile(name)))
        {
            await source.CopyToAsync(target, cancellation);
        }

        return (await finder.RecogniseAsync(name, file.Name, Actor.CommandLine, cancellation)).IsRefused(out var refusal, out var found)
            ? new BroughtFile(file.Name, name, null, ImportedRows.Advise(refusal)) : new BroughtFile(file.Name, name, found, null);
    }

    /// <summary>The shop that was named or is the only one; in a studio without any one is made.</summary>
    private static async Task<Outcome<Channel>> ShopAsync(
        IServiceProvider services, IReadOnlyList<ExchangeFile> files, string? code, CancellationToken cancellation)
    {
        var starts = services.GetRequiredService<QuickStartJobs>();
        var shops = await starts.ShopsAsync(ReadScope.Everything, cancellation);
        if (code is not null && shops.FirstOrDefault(shop => shop.Code.Equals(code, StringComparison.OrdinalIgnoreCase)) is { } named)
        {
            return named;
        }

        if (shops.Count > 0)
        {
            return code is null && shops is [var only] ? only : new Refusal(
                "try.channel",
                $"{(code is null ? "There are several shops." : $"There is no channel \"{code}\".")} Name one with --channel: {string.Join(", ", shops.Select(shop => shop.Code))}.",
                "channel");
        }

        var guess = await services.GetRequiredService<QuickStartFiles>().GuessAsync(files.Select(file => file.File), Usual, cancellation);
        if ((await starts.AddShopAsync(guess, code, Actor.CommandLine, cancellation: cancellation)).IsRefused(out var refusal, out var id))
        {
            return refusal;
        }

        return (await starts.ShopsAsync(ReadScope.Everything, cancellation)).Single(shop => shop.Id == id);
    }

    private static async Task<Outcome<JobReport>> ImportAsync(
        IServiceProvider services, IReadOnlyList<ExchangeFile> files, Channel shop, CancellationToken cancellation)
    {
        var (work, jobs) = (services.GetRequiredService<QuickStartWork>(), services.GetRequiredService<OutsideJobs>());
        var input = new QuickStartInput(ImportTurns.Of(files, shop.Code, newAreActive: true), shop.Code);
        if ((await jobs.BeginAsync(QuickStartJobs.Kind, QuickStartJobs.TitleOf(shop), input, Actor.CommandLine, cancellation))
            .IsRefused(out var refusal, out var job))
        {
            return refusal;
        }

        JobReport? said = null;
        try
        {
            var run = new JobRun(job, Actor.CommandLine, JsonSerializer.Serialize(input, Web), Tell);
            var outcome = await work.RunAsync(run, cancellation);
            said = outcome.Value;
            return outcome;
        }
        finally
        {
            if (!Console.IsErrorRedirected)
            {
                await Console.Error.WriteLineAsync();
            }

            await jobs.EndAsync(job, said);
        }
    }

    private static void Tell(JobProgress progress)
    {
        if (!Console.IsErrorRedirected)
        {
            Console.Error.Write(string.Create(
                CultureInfo.InvariantCulture,
                $"\r{(progress.Total > 0 ? (double)progress.Done / progress.Total : 0):P0}  {progress.Step}                    "));
        }
    }

    private static string AsText(Channel shop, JobReport report, ShopVerdict verdict)
    {
        var text = new StringBuilder();
        Line($"{report.Summary}");
        foreach (var problem in report.Problems.Take(10))
        {
            Line($"  {problem.Reason}: {problem.Count:N0}{(problem.Examples.Count > 0 ? $" ({problem.Examples[0]})" : "")}");
        }

        if (verdict.Gaps.Count > 0)
        {
            Line($"These {verdict.Gaps.Count:N0} products earn {verdict.GapsPercent} % of the revenue and show nothing beside them:");
            foreach (var gap in verdict.Gaps)
            {
                Line($"  {gap.Product.Sku,-24} {gap.Revenue.ToInvariant()} {shop.CurrencyCode}  {gap.Product.Name}");
            }
        }
        else if (verdict.Revenue is not null)
        {
            Line($"Every product with revenue has recommendations.");
        }

        foreach (var panel in verdict.Panels)
        {
            Line($"{panel.Product.Name}: {string.Join(", ", panel.Recommended.Select(product => product.Name))}");
        }

        return text.ToString().TrimEnd();

        void Line(FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Scripts read this: names and order stay.</summary>
    private static string AsJson(Channel shop, IReadOnlyList<BroughtFile> files, JobReport report, ShopVerdict verdict) => JsonSerializer.Serialize(
        new
        {
            channel = shop.Code,
            name = shop.Name,
            currency = shop.CurrencyCode,
            locale = shop.Locales.FirstOrDefault(),
            timeZone = shop.TimeZone,
            files = files.Select(file => new
            {
                file = file.Name,
                dialect = file.Found is { } found ? DialectNames.Of(found.Dialect?.Dialect ?? (found.HasOwnReader ? Dialect.Uci : Dialect.Native)) : null,
                kind = file.Found?.Kind.ToString().ToLowerInvariant(),
                refused = file.Refusal?.Message,
            }),
            products = verdict.Products,
            orders = verdict.Orders,
            refusedRows = FigureOf(report, "wrong"),
            coverage = new { before = FigureOf(report, QuickStartJobs.Before), after = verdict.CoveredPercent, full = verdict.FullPercent },
            gaps = new
            {
                products = verdict.Gaps.Count,
                percent = verdict.GapsPercent,
                all = verdict.BareProducts,
                list = verdict.Gaps.Select(gap => new { gap.Product.Sku, gap.Product.Name, revenue = gap.Revenue.Amount }),
            },
            panels = verdict.Panels.Select(panel => new
            {
                panel.Product.Sku, panel.Product.Name, recommended = panel.Recommended.Select(product => product.Sku),
            }),
            problems = report.Problems.Select(problem => new { reason = problem.Reason, count = problem.Count, examples = problem.Examples }),
        },
        Web);

    private static long? FigureOf(JobReport report, string name) => report.Figures.FirstOrDefault(figure => figure.Name == name)?.Count;

    private sealed record BroughtFile(string Name, string Kept, ExchangeFile? Found, Refusal? Refusal);
}
