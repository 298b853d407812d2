using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Rules.RulesTexts;

namespace CrossSell.Core.Rules;

/// <summary>What a write of a rule left behind: the version that the next one has to name, and the change set that undo takes.</summary>
public sealed record RuleSaved(int Id, int Version, long ChangeSetId);

/// <summary>What people do with rules. Each write needs the right to edit links in every channel that the rule serves or served.</summary>
public sealed class RuleService(StudioStore store)
{
    /// <summary>A new rule, behind all others.</summary>
    public async Task<Outcome<RuleSaved>> CreateAsync(RuleContent content, Actor actor, CancellationToken cancellation = default)
    {
        if ((content.Check() ?? Deny(actor, content.ChannelIds)) is { } wrong)
        {
            return wrong;
        }

        await using var session = await store.WriteAsync(actor, $"Created the rule {content.Name.Trim()}", cancellation);
        if (await UnknownAsync(session.Db, content, cancellation) is { } unknown)
        {
            return unknown;
        }

        var rule = new Rule
        {
            Name = content.Name.Trim(), CreatedBy = actor.Name, CreatedAt = session.Now, Priority = await session.Db.Rules.CountAsync(cancellation)
        };
        if (rule.Edit(content).IsRefused(out var refusal))
        {
            return refusal;
        }

        session.Db.Rules.Add(rule);
        return await CommitAsync(session, rule, cancellation);
    }

    /// <summary>Replaces what the rule says. Refused when somebody else changed it since the content was read.</summary>
    public async Task<Outcome<RuleSaved>> SaveAsync(int id, RuleContent content, Actor actor, CancellationToken cancellation = default)
    {
        if ((content.Check() ?? Deny(actor, content.ChannelIds)) is { } wrong)
        {
            return wrong;
        }

        await using var session = await store.WriteAsync(actor, "Changed a rule", cancellation);
        if ((await FindAsync(session.Db, id, actor, cancellation)).IsRefused(out var refusal, out var rule))
        {
            return refusal;
        }

        if (rule.Version != content.Version)
        {
            return Refusal.Stale(L["Someone else changed the rule {0}. Reload it to see what changed.", rule.Name]);
        }

        if (await UnknownAsync(session.Db, content, cancellation) is { } unknown)
        {
            return unknown;
        }

        var former = rule.Name;
        if (rule.Edit(content).IsRefused(out refusal))
        {
            return refusal;
        }

        session.Purpose = former == rule.Name ? $"Changed the rule {rule.Name}" : $"Changed the rule {former}, now {rule.Name}";
        return await CommitAsync(session, rule, cancellation);
    }

    public async Task<Outcome<RuleSaved>> SetEnabledAsync(int id, bool enabled, Actor actor, CancellationToken cancellation = default)
    {
        await using var session = await store.WriteAsync(actor, "Turned a rule on or off", cancellation);
        if ((await FindAsync(session.Db, id, actor, cancellation)).IsRefused(out var refusal, out var rule))
        {
            return refusal;
        }

        if (rule.Switch(enabled).IsRefused(out refusal))
        {
            return refusal;
        }

        if (enabled && await UnknownAsync(session.Db, RuleContent.Of(rule), cancellation) is { } unknown)
        {
            return unknown;
        }

        session.Purpose = $"Turned {(enabled ? "on" : "off")} the rule {rule.Name}";
        return await CommitAsync(session, rule, cancellation);
    }

    /// <summary>Gives the rule the place of another; null moves it behind all.</summary>
    public async Task<Outcome<RuleSaved>> MoveAsync(int id, int? beforeId, Actor actor, CancellationToken cancellation = default)
    {
        await using var session = await store.WriteAsync(actor, "Moved a rule", cancellation);
        if ((await FindAsync(session.Db, id, actor, cancellation)).IsRefused(out var refusal, out var rule))
        {
            return refusal;
        }

        var others = await OrderedAsync(session.Db, id, cancellation);
        var index = beforeId == id ? rule.Priority : beforeId is { } before ? others.FindIndex(other => other.Id == before) : others.Count;
        if (index < 0)
        {
            return new Refusal("rule.move", L["The order was changed by someone else. Reload and try again."], "before");
        }

        others.Insert(Math.Min(index, others.Count), rule);
        Number(others);
        session.Purpose = FormattableString.Invariant($"Moved the rule {rule.Name} to place {rule.Priority + 1}");
        return await CommitAsync(session, rule, cancellation);
    }

    public async Task<Outcome<RuleSaved>> RemoveAsync(int id, Actor actor, CancellationToken cancellation = default)
    {
        await using var session = await store.WriteAsync(actor, "Removed a rule", cancellation);
        if ((await FindAsync(session.Db, id, actor, cancellation)).IsRefused(out var refusal, out var rule))
        {
            return refusal;
        }

        session.Db.Rules.Remove(rule);
        Number(await OrderedAsync(session.Db, id, cancellation));
        session.Purpose = $"Removed the rule {rule.Name}";
        return await CommitAsync(session, rule, cancellation);
    }

    /// <summary>The same rule again, right behind it and switched off.</summary>
    public async Task<Outcome<RuleSaved>> DuplicateAsync(int id, Actor actor, CancellationToken cancellation = default)
    {
        await using var session = await store.WriteAsync(actor, "Copied a rule", cancellation);
        if ((await FindAsync(session.Db, id, actor, cancellation)).IsRefused(out var refusal, out var rule))
        {
            return refusal;
        }

        const string mark = " (copy)";
        var copy = new Rule
        {
            Name = rule.Name[..Math.Min(rule.Name.Length, RuleContent.NameLength - mark.Length)] + mark, CreatedBy = actor.Name, CreatedAt = session.Now
        };
        if (copy.Edit(RuleContent.Of(rule) with { Name = copy.Name, Enabled = false }).IsRefused(out refusal))
        {
            return refusal;
        }

        session.Db.Rules.Add(copy);
        var others = await OrderedAsync(session.Db, null, cancellation);
        others.Insert(others.FindIndex(other => other.Id == id) + 1, copy);
        Number(others);
        session.Purpose = $"Copied the rule {rule.Name}";
        return await CommitAsync(session, copy, cancellation);
    }

    /// <summary>Null when the actor may edit links in all of the channels, where none named means every channel.</summary>
    public static Refusal? Deny(Actor actor, IReadOnlyCollection<int> channelIds) => channelIds.Count == 0
        ? actor.Deny(Permission.EditLinks, null)
        : channelIds.Select(id => actor.Deny(Permission.EditLinks, id)).FirstOrDefault(denied => denied is not null);

    private static void Number(List<Rule> rules)
    {
        for (var priority = 0; priority < rules.Count; priority++)
        {
            rules[priority].PlaceAt(priority);
        }
    }

    private static async Task<List<Rule>> OrderedAsync(StudioDb db, int? without, CancellationToken cancellation) =>
        await db.Rules.Where(rule => rule.Id != without).OrderBy(rule => rule.Priority).ThenBy(rule => rule.Id).ToListAsync(cancellation);

    private static async Task<Outcome<Rule>> FindAsync(StudioDb db, int id, Actor actor, CancellationToken cancellation) =>
        await db.Rules.SingleOrDefaultAsync(rule => rule.Id == id, cancellation) is not { } rule
            ? Refusal.NotFound(L["This rule was removed."])
            : Deny(actor, rule.ChannelIds) is { } denied ? denied : rule;

    private static async Task<Outcome<RuleSaved>> CommitAsync(WriteSession session, Rule rule, CancellationToken cancellation) =>
        (await session.CommitAsync(cancellation)).IsRefused(out var stale, out var set) ? stale : new RuleSaved(rule.Id, rule.Version, set);

    /// <summary>What the rule names and is not there; null for nothing.</summary>
    private static async Task<Refusal?> UnknownAsync(StudioDb db, RuleContent content, CancellationToken cancellation)
    {
        var channels = content.ChannelIds.Distinct().ToArray();
        if (await db.Channels.CountAsync(channel => channels.Contains(channel.Id), cancellation) < channels.Length)
        {
            return Refusal.NotFound(L["A shop of the rule was removed. Choose its shops again."], "channels");
        }

        if (await Segments.RefuseAsync(db, content.Segment, content.ChannelIds, cancellation) is { } noSegment)
        {
            return noSegment;
        }

        foreach (var (side, field) in new[] { (content.Anchors, "anchors"), (content.Companions, "companions") })
        {
            var conditions = RuleContent.Conditions(side).ToArray();
            var categories = conditions.OfType<InCategory>().SelectMany(condition => condition.CategoryIds).Distinct().ToArray();
            if (await db.Categories.CountAsync(category => categories.Contains(category.Id), cancellation) < categories.Length)
            {
                return Refusal.NotFound(L["A category of the rule was removed. Choose another."], field);
            }

            var types = conditions.OfType<OfType>().SelectMany(condition => condition.ProductTypeIds).Distinct().ToArray();
            if (await db.ProductTypes.CountAsync(type => types.Contains(type.Id), cancellation) < types.Length)
            {
                return Refusal.NotFound(L["A product type of the rule was removed. Choose another."], field);
            }

            var skus = conditions.OfType<HasSku>().SelectMany(condition => condition.Skus).Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
            foreach (var sku in skus)
            {
                if (!await db.Products.AnyAsync(product => product.Sku == sku, cancellation))
                {
                    return Refusal.NotFound(L["There is no product with the SKU {0}. Correct or remove it.", sku], field);
                }
            }

            var attributes = conditions.OfType<AttributeIs>().Select(condition => condition.AttributeId)
                .Concat(conditions.OfType<AttributeBetween>().Select(condition => condition.AttributeId)).Distinct().ToArray();
            if (await db.Attributes.CountAsync(attribute => attributes.Contains(attribute.Id), cancellation) < attributes.Length)
            {
                return Refusal.NotFound(L["An attribute of the rule was removed. Choose another."], field);
            }
        }

        var compared = content.Comparisons.OfType<AttributeMatches>().SelectMany(match => new[] { match.AnchorAttributeId, match.CompanionAttributeId })
            .Distinct().ToArray();
        return await db.Attributes.CountAsync(attribute => compared.Contains(attribute.Id), cancellation) < compared.Length
            ? Refusal.NotFound(L["A compared attribute was removed. Choose another."], "comparisons")
            : null;
    }
}
