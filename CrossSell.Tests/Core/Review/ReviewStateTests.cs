using System.Text.RegularExpressions;
using CrossSell.Core.Bundles;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Tests.Core.Bundles;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Review;

/// <summary>The state machine of revisions allows what is drawn in docs/rooms.md, for the roles that stand there, and nothing else.</summary>
public sealed partial class ReviewStateTests
{
    private static readonly (Role Role, Actor Actor)[] People =
    [
        (Role.Viewer, TestStudio.Viewer), (Role.Merchandiser, TestStudio.Merchandiser), (Role.Manager, TestStudio.Manager),
        (Role.Administrator, TestStudio.Administrator),
    ];

    private static readonly string[] Verbs = ["edit", "submit", "withdraw", "approve", "request changes", "reject", "take back"];

    [StudioFact]
    public async Task EveryStateVerbAndRole_DoesWhatIsDrawn()
    {
        var drawn = Drawn();
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        // Eva worked on it; what she may not for her role she may not for that either.
        var wrong = new List<string>();
        foreach (var state in Enum.GetValues<RevisionState>())
        {
            await FreshAsync(studio, kit, state);
            foreach (var verb in Verbs)
            {
                foreach (var (role, actor) in People)
                {
                    await GiveAsync(studio, kit, actor, state);
                    var before = kit.Revision.State;
                    var refusal = await DoAsync(kit, verb, actor);
                    await kit.ReloadAsync(kit.Bundle.Code);
                    var expected = drawn.TryGetValue((state, verb), out var to) && role >= to.Least ? to.State : (RevisionState?)null;
                    var (done, after) = (refusal is null, kit.Revision.State);
                    if (done != expected is not null || after != (expected ?? before))
                    {
                        wrong.Add($"{state}, {verb} by a {role}: {refusal?.Message ?? "done"}, {after}; drawn: {expected?.ToString() ?? "refused"}");
                    }

                    if (done)
                    {
                        await FreshAsync(studio, kit, state);
                    }
                }
            }
        }

        Assert.Empty(wrong);
    }

    private static Dictionary<(RevisionState From, string Verb), (RevisionState State, Role Least)> Drawn()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "rooms.md"));
        var drawn = Arrow().Matches(text).ToDictionary(
            arrow => (Enum.Parse<RevisionState>(arrow.Groups[1].Value), arrow.Groups[3].Value),
            arrow => (Enum.Parse<RevisionState>(arrow.Groups[2].Value), Enum.Parse<Role>(arrow.Groups[4].Value, ignoreCase: true)));
        // Every verb is drawn, so that none is tried for nothing.
        Assert.Equal(Verbs.Order(StringComparer.Ordinal), drawn.Keys.Select(key => key.Item2).Distinct().Order(StringComparer.Ordinal));
        return drawn;
    }

    private static async Task<Refusal?> DoAsync(KitScene kit, string verb, Actor actor)
    {
        var (id, version) = (kit.Revision.Id, kit.Revision.Version);
        return verb switch
        {
            "edit" => (await kit.SaveAsync(kit.Content with { Note = verb }, actor)).Refusal,
            "submit" => (await kit.Bundles.SubmitAsync(id, version, actor)).Refusal,
            "withdraw" => (await kit.Bundles.WithdrawAsync(id, version, actor)).Refusal,
            "approve" => (await kit.Reviews.ApproveAsync(id, version, actor)).Refusal,
            "request changes" => (await kit.Reviews.RequestChangesAsync(id, version, "Why", actor)).Refusal,
            "reject" => (await kit.Reviews.RejectAsync(id, version, "Why", actor)).Refusal,
            _ => (await kit.Reviews.TakeBackAsync(id, actor)).Refusal,
        };
    }

    private static async Task FreshAsync(TestStudio studio, KitScene kit, RevisionState state)
    {
        var code = (await kit.Bundles.CreateAsync("Kit", kit.Channel.Id, [kit.Body.Id, kit.Card.Id, kit.Bag.Id], TestStudio.Merchandiser)).Required;
        await studio.WriteAsync(async session => (await session.Db.BundleRevisions
            .SingleAsync(revision => session.Db.Set<Bundle>().Any(bundle => bundle.Id == revision.BundleId && bundle.Code == code)))
            .Set(revision => revision.State, state));
        await kit.ReloadAsync(code);
    }

    // Each of them gave the verdict that led here, just now.
    private static async Task GiveAsync(TestStudio studio, KitScene kit, Actor actor, RevisionState state)
    {
        if (state is not (RevisionState.Approved or RevisionState.ChangesRequested or RevisionState.Rejected))
        {
            return;
        }

        await studio.WriteAsync(async session =>
        {
            session.Db.RemoveRange(await session.Db.GivenVerdicts.ToListAsync());
            session.Db.GivenVerdicts.Add(new GivenVerdict
            {
                RevisionId = kit.Revision.Id, Round = kit.Revision.Round, ChannelIds = [kit.Channel.Id], ReviewerId = actor.Id, ReviewerName = actor.Name,
                At = session.Now,
                Decision = state switch
                {
                    RevisionState.Approved => ReviewDecision.Approved,
                    RevisionState.Rejected => ReviewDecision.Rejected,
                    _ => ReviewDecision.ChangesRequested,
                },
            });
        });
    }

    // "    InReview --> Approved : approve (manager)"
    [GeneratedRegex(@"^    (\w+) --> (\w+) : ([a-z ]+) \((\w+)\)\r?$", RegexOptions.Multiline)]
    private static partial Regex Arrow();
}
