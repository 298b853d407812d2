using System.Globalization;
using System.Text;
using CrossSell.Admin.Api;
using CrossSell.Core.Affinity;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Exchange;
using CrossSell.Core.Jobs;
using CrossSell.Core.Experiments;
using CrossSell.Core.Links;
using CrossSell.Core.Panels;
using CrossSell.Core.Rules;
using CrossSell.Tests.Core.Experiments;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Panels;

/// <summary>
/// Edits, clock edges, verdicts, stock changes, reports, settings of places, segments, moved categories and restarts by chance, and after each every answer
/// byte for byte as one that is resolved from nothing. The seed is fixed; <c>CROSSSELL_TEST_ROUNDS</c> asks for more rounds (an issue's minute are some
/// 2,000), and <c>CROSSSELL_TEST_SEED</c> for others.
/// </summary>
public sealed class NeverAWrongPanelTests
{
    private static readonly string[] Anchors = ["ANCHOR", "ANCHOR-M", "SIMPLE", "PART", "LAST", "LINKED"];
    private static readonly string[] Products = [.. Anchors, "COVER-S", "COVER-M", "MINED", "BEST", "PAIR", "CARD", "EMPTY-1"];
    private static readonly string?[] Segments = [null, null, "vip"];
    private static readonly string?[] Visitors = [null, null, "v-1", "v-2", "v-3"];
    private static readonly PanelPlacement[] Placements = Enum.GetValues<PanelPlacement>();
    private static readonly string[] Origins = ["https://shop.test", "https://studio.test"];

    // So many, that each is asked again and again: what is never kept is never wrong.
    private const int Questions = 72;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [StudioFact]
    public async Task EveryAnswer_WhateverHappens_IsAsOneResolvedAnew()
    {
        var rounds = Number("CROSSSELL_TEST_ROUNDS", TestStudio.Tries(120));
        var random = new Random(Number("CROSSSELL_TEST_SEED", 15));
        await using var studio = await PanelCacheTests.StudioAsync();
        await studio.WriteAsync(async session =>
        {
            (await session.Db.Channels.SingleAsync(Stop)).Locales = ["en", "nl-NL"];
            session.Db.Add(new Segment { ChannelId = 1, Code = "vip", Name = "VIP" });
        });
        var panels = await StartAsync(studio);
        var questions = Enumerable.Range(0, Questions).Select(_ => Question(random)).ToArray();
        var (kept, edges) = (0, 0);
        var past = new List<string>();
        try
        {
            for (var round = 0; round < rounds; round++)
            {
                var what = random.Next(7);
                // Every third round: however few there are, the clock has its turn.
                if (round % 3 == 2)
                {
                    // Windows begin and end at whole hours: this meets them exactly, and a tick before.
                    var hour = studio.Time.GetUtcNow().AddHours(1);
                    hour = new DateTimeOffset(hour.Year, hour.Month, hour.Day, hour.Hour, 0, 0, TimeSpan.Zero);
                    studio.Time.SetUtcNow(what < 2 ? hour.AddTicks(-1) : hour);
                    edges++;
                    past.Add($"{hour:HH:mm}");
                }
                else if (what == 0)
                {
                    panels.Dispose();
                    panels = await StartAsync(studio);
                    past.Add("restarted");
                }
                else
                {
                    var writes = random.Next(1, 3);
                    for (var write = 0; write < writes; write++)
                    {
                        past.Add(await WriteAsync(studio, random));
                    }

                    await panels.RefreshAsync(Stop);
                }

                kept += await CompareAsync(studio, panels, questions, random, past);
            }
        }
        finally
        {
            panels.Dispose();
        }

        // It would say nothing if hardly an answer were kept, or hardly an edge met.
        Assert.InRange(kept, rounds, int.MaxValue);
        Assert.Equal(rounds / 3, edges);
    }

    /// <summary>What is read beside a write belongs to the state before it: it must not come back behind what the write took away.</summary>
    [StudioFact]
    public async Task EveryAnswer_AfterShoppersAskedBesideEdits_IsAsOneResolvedAnew()
    {
        var (random, past) = (new Random(Number("CROSSSELL_TEST_SEED", 15)), new List<string>());
        await using var studio = await PanelCacheTests.StudioAsync();
        using var panels = await StartAsync(studio);
        var questions = Enumerable.Range(0, Questions).Select(_ => Question(random)).ToArray();
        for (var round = 0; round < 6; round++)
        {
            var (over, asked) = (false, 0);
            Task[] shoppers = [.. Enumerable.Range(0, 2).Select(shopper => Task.Run(() =>
            {
                for (var at = shopper; !Volatile.Read(ref over); at++, Interlocked.Increment(ref asked))
                {
                    _ = Said(panels, questions[at % questions.Length].Query, questions[at % questions.Length].Origin);
                }
            }, Stop))];
            for (var write = 0; write < 4; write++)
            {
                past.Add(await WriteAsync(studio, random));
                await panels.RefreshAsync(Stop);
            }

            Volatile.Write(ref over, true);
            await Task.WhenAll(shoppers);
            Assert.InRange(asked, 1, int.MaxValue);
            await CompareAsync(studio, panels, questions, random, past);
        }
    }

    private static async Task<PanelService> StartAsync(TestStudio studio)
    {
        var panels = TestExperiments.Panels(studio);
        await panels.RefreshAsync(Stop);
        return panels;
    }

    private static (PanelQuery Query, string Origin) Question(Random random) => (
        new PanelQuery(
            Anchors[random.Next(Anchors.Length)], "camera", random.Next(2) == 0 ? PanelPlacement.ProductPage : Placements[random.Next(Placements.Length)],
            random.Next(3) == 0 ? "nl-NL" : null, Segments[random.Next(Segments.Length)], Limit: random.Next(4) == 0 ? 2 : null,
            OnSaleOnly: random.Next(2) == 0, PassesOverUnknownSegment: true,
            Visitor: Visitors[random.Next(Visitors.Length)]),
        Origins[random.Next(Origins.Length)]);

    /// <returns>How many of the answers were kept from before.</returns>
    private static async Task<int> CompareAsync(
        TestStudio studio, PanelService panels, (PanelQuery Query, string Origin)[] questions, Random random, List<string> past)
    {
        using var fresh = await StartAsync(studio);
        var kept = 0;
        for (var asked = 0; asked < 40; asked++)
        {
            var (query, origin) = questions[random.Next(questions.Length)];
            kept += FinishedPanelTests.Find(panels, query, origin) is null ? 0 : 1;
            var (now, again) = (Said(panels, query, origin), Said(fresh, query, origin));
            if (now != again)
            {
                Assert.Fail($"{query} {origin}\nafter {string.Join("; ", past.TakeLast(8))}\nserved {now}\n  fresh {again}");
            }
        }

        return kept;
    }

    private static string Said(PanelService panels, PanelQuery query, string origin)
    {
        var outcome = panels.Finish(query, origin, answer => PanelReply.Make(answer, origin, isExplained: false, query.OnSaleOnly));
        return outcome.IsRefused(out var refusal, out var panel) ? refusal.Message : panel.Tag + Encoding.UTF8.GetString(panel.Body.Span);
    }

    /// <summary>Any of the things that happen in a shop.</summary>
    /// <returns>What it was.</returns>
    private static async Task<string> WriteAsync(TestStudio studio, Random random)
    {
        var sku = Products[random.Next(Products.Length)];
        var now = studio.Time.GetUtcNow();
        var hour = new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, 0, 0, TimeSpan.Zero);
        DateTimeOffset? Hour(int from, int to) => random.Next(3) == 0 ? null : hour.AddHours(random.Next(from, to));
        var kind = random.Next(23);
        if (kind == 20)
        {
            return await ReportAsync(studio, sku);
        }

        var done = "";
        await studio.WriteAsync(async session =>
        {
            // What follows from a write may leave most products incomplete, and panels empty: seldom is enough.
            session.RunsWriteHooks = random.Next(5) == 0;
            var db = session.Db;
            var id = PanelCacheTests.IdOf(session, sku);
            var other = PanelCacheTests.IdOf(session, Products[random.Next(Products.Length)]);
            var listing = await db.Listings.SingleAsync(item => item.ProductId == id, Stop);
            var product = await db.Products.SingleAsync(item => item.Id == id, Stop);
            var bundle = await db.Bundles.Include(item => item.Revisions).ThenInclude(item => item.Channels).Include(item => item.Revisions)
                .ThenInclude(item => item.Components).SingleAsync(Stop);
            done = kind switch
            {
                0 => Do("price", () => listing.Set(it => it.Price, random.Next(1, 200) * 100L)),
                1 => Do("stock", () => listing.Set(it => it.Stock, random.Next(3) switch { 0 => 0, 1 => 3, _ => null })),
                2 => Do("published", () => listing.Set(it => it.Published, !listing.Published)),
                3 => Do("name", () => product.Set(it => it.Name, $"{sku} {random.Next(1000)}")),
                4 => Do("status", () => product.Set(it => it.Status, random.Next(2) == 0 ? ProductStatus.Active : ProductStatus.Archived)),
                5 or 6 when id != other && !await db.Links.AnyAsync(link => link.SourceId == id && link.TargetId == other, Stop) => Do("link", () =>
                {
                    var from = Hour(-2, 3);
                    db.Add(new ProductLink
                    {
                        SourceId = id, TargetId = other, TypeId = 1, CreatedBy = "Eva", CreatedAt = now, ValidFrom = from,
                        ValidTo = Hour(1, 6) is { } until && !(until <= from) ? until : null, Segment = Segments[random.Next(Segments.Length)],
                    });
                }),
                7 when await db.Links.OrderBy(link => link.Id).LastOrDefaultAsync(Stop) is { } link => Do(
                    "link", () =>
                    {
                        if (random.Next(2) == 0)
                        {
                            link.Pause();
                        }
                        else
                        {
                            db.Remove(link);
                        }
                    }),
                8 or 9 when await db.PanelOverrides.FirstOrDefaultAsync(item => item.TargetId == id, Stop) is { } word => Do(
                    "word lifted", () => db.Remove(word)),
                8 or 9 => Do("word", () => db.Add(new PanelOverride
                {
                    Scope = (OverrideScope)random.Next(3), ScopeId = kind == 8 ? other : 1, TargetId = id,
                    Action = random.Next(2) == 0 ? OverrideAction.Pin : OverrideAction.Exclude, ChannelId = 1, ValidFrom = Hour(-1, 2), ValidTo = Hour(2, 6),
                })),
                10 when await db.SuggestionVerdicts.FirstOrDefaultAsync(Stop) is { } verdict => Do("verdict taken back", () => db.Remove(verdict)),
                10 => Do("verdict", () => db.Add(new SuggestionVerdict
                {
                    ChannelId = 1, AnchorId = PanelCacheTests.IdOf(session, "SIMPLE"), CompanionId = PanelCacheTests.IdOf(session, "MINED"),
                    Decision = SuggestionDecision.Rejected, DecidedBy = "Eva", DecidedAt = now,
                })),
                11 when await db.Rules.FirstOrDefaultAsync(Stop) is { } rule && random.Next(2) == 0 => Do("rule removed", () => db.Remove(rule)),
                11 => Do("rule", () => db.Add(new Rule
                {
                    Name = $"Rule {random.Next(100)}", Anchors = new AllOf([]), Companions = new HasSku(["CARD", "PAIR"]), CreatedBy = "Eva", CreatedAt = now,
                    Enabled = true, Limit = 1, ValidFrom = Hour(-1, 2), ValidTo = Hour(3, 6), Segment = Segments[random.Next(Segments.Length)],
                })),
                12 => Do("revision", () => bundle.Revisions.Add(Revision(bundle, random, hour))),
                13 when await db.BundleDrifts.FirstOrDefaultAsync(item => item.ClearedAt == null, Stop) is { } drift => Do(
                    "drift cleared", () => drift.Set(it => it.ClearedAt, now).Set(it => it.PausedAt, null)),
                13 => Do("paused", () => db.Add(new BundleDrift
                {
                    BundleId = bundle.Id, RevisionId = bundle.Revisions.OrderBy(item => item.Number).Last(item => item.State == RevisionState.Approved).Id,
                    ChannelId = 1, SeenAt = now, PausedAt = now,
                })),
                14 when await db.Campaigns.Include(item => item.Links).OrderBy(item => item.Id).LastOrDefaultAsync(Stop) is { } campaign
                    && campaign.State != CampaignState.RolledBack => Do(
                        "campaign moves on",
                        () => campaign.Set(it => it.State, campaign.State == CampaignState.Draft ? CampaignState.Approved : CampaignState.RolledBack)),
                14 => Do("campaign", () => db.Add(Campaign(random, hour, id, other))),
                <= 15 when random.Next(3) == 0 => Do("retired", () => bundle.Set(it => it.RetiredAt, bundle.RetiredAt is null ? now : null)),
                16 when await db.PanelScopeSettings.OrderBy(item => item.Id).LastOrDefaultAsync(Stop) is { } scope && random.Next(3) == 0 => Do(
                    "place's settings given back", () => db.Remove(scope)),
                16 => Do("place's settings", () => db.Add(Place(random))),
                17 when await db.Set<Segment>().FirstOrDefaultAsync(item => item.Code == "vip", Stop) is { } segment => Do(
                    "segment", () =>
                    {
                        if (random.Next(2) == 0)
                        {
                            db.Remove(segment);
                        }
                        else
                        {
                            segment.Name = $"VIP {random.Next(100)}";
                        }
                    }),
                17 => Do("segment", () => db.Add(new Segment { ChannelId = 1, Code = "vip", Name = "VIP" })),
                18 when random.Next(2) == 0 => Do("category moved", () => Move(db.Categories.Single(item => item.Code == "other"), random)),
                18 => Do("product moved", () => product.Set(it => it.CategoryId, random.Next(3) switch { 0 => null, 1 => 1, _ => 2 })),
                19 => Do("headline", () => db.PanelSettings.Single().Headlines =
                    random.Next(3) == 0 ? null : $$"""{"en":"With it {{random.Next(100)}}"}"""),
                21 when await db.Experiments.OrderBy(item => item.Id).LastOrDefaultAsync(item => item.State == ExperimentState.Started, Stop)
                    is { } experiment && random.Next(2) == 0 => Do("experiment moves on", () => MoveOn(experiment, random, now)),
                21 or 22 => Do("experiment", () => db.Add(Experiment(random, now, db.Rules.Select(item => item.Id).FirstOrDefault(), bundle.Id))),
                _ when random.Next(2) == 0 => Do(
                    "age of reports", () => db.PanelSettings.Single().MaxReportHours = random.Next(4) == 0 ? null : random.Next(1, 6)),
                _ => Do("settings", () => db.PanelSettings.Single().MaxSlots = random.Next(1, 6)),
            };
        });
        return $"{done} {sku}";
    }

    private static string Do(string what, Action change)
    {
        change();
        return what;
    }

    /// <summary>The shop's system reports price and stock that are as they were: no edit, and nothing in the history where nothing went by it.</summary>
    private static async Task<string> ReportAsync(TestStudio studio, string sku)
    {
        await using var db = studio.Store.Read();
        using var intake = new CatalogIntake(
            studio.Store, studio.Data, new CatalogImport(studio.Store, studio.Data, studio.Time), new JobQueue(studio.Store, studio.Time));
        var row = new SentCatalogRow(new Dictionary<string, string?> { ["sku"] = sku });
        var report = await intake.TakeAsync(TestStudio.Merchandiser, await db.Channels.SingleAsync(Stop), [row], validateOnly: false, Stop);
        Assert.Equal((1, 0, 0), (report.Required.Unchanged, report.Required.Changed, report.Required.Outdated));
        return $"reported {sku}";
    }

    private static PanelScopeSettings Place(Random random) => new()
    {
        ChannelId = 1,
        Placement = random.Next(2) == 0 ? null : Placements[random.Next(Placements.Length)],
        CategoryId = random.Next(2) == 0 ? null : random.Next(1, 3),
        MaxSlots = random.Next(3) == 0 ? null : random.Next(1, 5),
        MinStock = random.Next(3) == 0 ? random.Next(0, 4) : null,
        Preselect = random.Next(3) == 0 ? true : null,
        Headlines = random.Next(2) == 0 ? null : $$"""{"nl-NL":"Past erbij {{random.Next(100)}}"}""",
        Layers = random.Next(3) == 0 ? "Bundle,Pin,Campaign,Mined,Link,-Rule,CategoryPair,-Fallback" : null,
    };

    private static void Move(Category category, Random random)
    {
        int? parent = random.Next(2) == 0 ? 1 : null;
        category.Set(it => it.ParentId, parent).Set(it => it.Path, parent is null ? "2/" : "1/2/");
    }

    private static BundleRevision Revision(Bundle bundle, Random random, DateTimeOffset hour)
    {
        // Wall time of the shop, which is at +01:00 there in November.
        var (from, until) = (hour.DateTime.AddHours(1 + random.Next(-1, 3)), hour.DateTime.AddHours(1 + random.Next(3, 7)));
        // At most one is worked on.
        var isDraft = random.Next(3) == 0 && bundle.Revisions.TrueForAll(item => item.State == RevisionState.Approved);
        var revision = new BundleRevision
        {
            Number = bundle.Revisions.Max(item => item.Number) + 1, Name = $"Kit {random.Next(100)}",
            State = isDraft ? RevisionState.Draft : RevisionState.Approved, Pricing = PricingKind.PercentOff,
            PercentBasisPoints = random.Next(5, 30) * 100, UpdatedAt = hour, StartsAt = random.Next(2) == 0 ? from : null,
            EndsAt = random.Next(2) == 0 ? until : null,
        };
        foreach (var component in bundle.Revisions[0].Components)
        {
            revision.Components.Add(new BundleComponent { ProductId = component.ProductId, Position = component.Position });
        }

        revision.Channels.Add(new BundleChannel { ChannelId = 1 });
        return revision;
    }

    private static Campaign Campaign(Random random, DateTimeOffset hour, int id, int other)
    {
        var campaign = new Campaign
        {
            Code = $"sale-{hour.Ticks}-{random.Next()}", Name = "Sale", OwnerId = "eva", ChannelIds = [1], CreatedAt = hour,
            StartsAt = hour.DateTime.AddHours(1 + random.Next(-1, 2)), EndsAt = hour.DateTime.AddHours(1 + random.Next(2, 5)),
        };
        if (id != other)
        {
            campaign.Links.Add(new CampaignLink { SourceId = id, TargetId = other });
        }

        return campaign;
    }

    /// <summary>Any question, from now or from the next hour, until some hours later or without an end.</summary>
    private static Experiment Experiment(Random random, DateTimeOffset now, int rule, int bundle)
    {
        var question = (ExperimentQuestion)random.Next(rule > 0 ? 0 : 2, 7);
        question = question == ExperimentQuestion.Rule && rule == 0 ? ExperimentQuestion.AnyPanel : question;
        ExperimentArm[] arms = question switch
        {
            ExperimentQuestion.LayerOrder => [new("a", "As now", 5_000), new("b", "Other", 5_000) { Layers = "Mined,CategoryPair,Fallback,-Link" }],
            ExperimentQuestion.Headline => [new("a", "As now", 4_000), TestExperiments.Headline("b", 3_000), TestExperiments.Headline("c", 3_000)],
            _ => [.. ExperimentTerms.TwoArms("Without", "With")],
        };
        var experiment = CrossSell.Core.Experiments.Experiment.Draft(1, $"salt {random.Next()}", TestStudio.Manager, now);
        var start = random.Next(3) == 0 ? new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, 0, 0, TimeSpan.Zero).AddHours(1) : (DateTimeOffset?)null;
        var isHoldOut = question == ExperimentQuestion.HoldOut;
        var terms = new ExperimentTerms(
            $"Experiment {random.Next(100)}", question,
            question == ExperimentQuestion.Rule ? rule : question == ExperimentQuestion.Bundle ? bundle : null,
            question == ExperimentQuestion.Layer ? "Fallback" : null, arms,
            isHoldOut || random.Next(2) == 0 ? [] : [PanelPlacement.ProductPage], isHoldOut ? null : Segments[random.Next(Segments.Length)],
            isHoldOut ? 4_000 : random.Next(3_000, 10_000), start?.DateTime.AddHours(1), null)
        {
            Mode = ExperimentMode.AlwaysValid,
        };
        Assert.True(experiment.Edit(terms).IsDone);
        var present = question is ExperimentQuestion.LayerOrder or ExperimentQuestion.Headline || random.Next(3) == 0 ? "a" : "b";
        Assert.True(experiment.Start(present, subjectWasOff: false, 0, TestExperiments.Camera, TestStudio.Manager, now).IsDone);
        return experiment;
    }

    // What is refused, because it has not begun or is a hold-out, changes nothing.
    private static void MoveOn(Experiment experiment, Random random, DateTimeOffset now) => _ = random.Next(3) switch
    {
        0 => experiment.Stop(TestStudio.Manager, now),
        1 => experiment.Stop(TestStudio.Manager, now) is { IsDone: true } ? experiment.Decide("a", null, TestStudio.Manager, now) : default,
        _ => experiment.Cancel(null, TestStudio.Manager, now),
    };

    private static int Number(string variable, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : usual;
}
