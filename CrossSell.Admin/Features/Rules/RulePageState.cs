using CrossSell.Admin.Features.Conditions;
using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Rules;
using static CrossSell.Admin.Features.Rules.RulesTexts;

namespace CrossSell.Admin.Features.Rules;

/// <summary>
/// The page of one rule: what is typed (<see cref="Editor"/>), what of it can be read and what is wrong with it, where the rule stands among the others, and
/// what it would do. Knows no component and no database.
/// </summary>
public sealed class RulePageState
{
    // Which field of the page each field of a refusal is.
    private static readonly Dictionary<string, string> PageFields = new(StringComparer.Ordinal)
    {
        ["name"] = "name", ["limit"] = "limit", ["validFrom"] = "starts", ["validTo"] = "ends", ["channels"] = "channels",
        ["anchors"] = "anchors", ["companions"] = "companions", ["comparisons"] = "comparisons",
    };

    private readonly Dictionary<string, string> refused = new(StringComparer.Ordinal);
    private readonly Actor actor;
    private IReadOnlyList<RuleRow> rows = [];
    private DateTimeOffset? savedAt;
    private bool isFinishing;

    private RulePageState(RuleEditor editor, RuleLexicon lexicon, RuleShops shops, Actor actor)
    {
        (Editor, Lexicon, Shops, this.actor) = (editor, lexicon, shops, actor);
        Reading = Read();
    }

    /// <summary>Null while the rule is new.</summary>
    public int? Id { get; private set; }

    public RuleEditor Editor { get; }

    public RuleLexicon Lexicon { get; }

    public RuleShops Shops { get; private set; }

    /// <summary>What the draft says so far.</summary>
    public RuleReading Reading { get; private set; }

    public bool CanEdit { get; private set; }

    /// <summary>What keeps the whole rule from being saved, as a sentence.</summary>
    public string? Problem { get; private set; }

    /// <summary>The element that the cursor belongs into after the next render, by its id; anyone who puts it there sets it to null.</summary>
    public string? Focus { get; set; }

    /// <summary>What the rule would do; null until that is known.</summary>
    public RulePreview? Preview { get; private set; }

    /// <summary>Whether a newer preview is on its way.</summary>
    public bool IsCounting { get; private set; }

    /// <summary>Each place that it can have among the rules of the shop that is shown, in words; empty while it is new.</summary>
    public IReadOnlyList<string> Places => Id is null || !Around.Any(row => row.Id == Id) ? [] : [.. Enumerable.Range(0, Others.Length + 1)
        .Select(at => at == 0
            ? Others.Length == 0 ? L["It is the only one"].Value : L["First of all"].Value
            : L["Place {0}, after {1}", at + 1, Others[at - 1].Name].Value)];

    /// <summary>Its place among <see cref="Places"/>, from 0.</summary>
    public int Place => Math.Max(0, Around.ToList().FindIndex(row => row.Id == Id));

    /// <summary>Null when that is not known.</summary>
    public RuleAuthor? ChangedBy { get; private set; }

    public RuleDraft Draft => Editor.Draft;

    /// <summary>One of its trees for the condition editor.</summary>
    public IConditionEditor For(RuleSide side) => new RuleSideEditor(this, side);

    /// <summary>The shop whose figures are shown.</summary>
    public Channel? Shop => Shops.ShownFor(Draft.ChannelIds);

    /// <summary>In which its dates are meant.</summary>
    public TimeZoneInfo Zone => Shops.ZoneOf(Draft.ChannelIds);

    /// <summary>What the database has, whatever is typed.</summary>
    public RuleContent Stored => Read(Editor.Saved).Content;

    /// <summary>What is wrong, by field.</summary>
    public IReadOnlyDictionary<string, string> FieldProblems
    {
        get
        {
            var problems = Reading.Fields.Concat(refused.Where(pair => !Reading.Fields.ContainsKey(pair.Key))).ToDictionary(StringComparer.Ordinal);
            if (isFinishing && IsNameless)
            {
                problems["name"] = L["Enter a name."];
            }

            return problems;
        }
    }

    /// <summary>What is wrong, by line. Lines that say nothing yet are no mistakes until somebody wants to save.</summary>
    public IReadOnlyDictionary<int, string> LineProblems => !isFinishing ? Reading.Lines
        : Reading.Lines.Concat(Reading.Unfinished.Select(id => KeyValuePair.Create(id, L["Finish this line or remove it."].Value))).ToDictionary();

    /// <summary>What is not counted yet, as a sentence; null for nothing.</summary>
    public string? Missing => Reading.Unfinished.Count switch
    {
        _ when IsEmpty(Reading.Content.Anchors) => L["Choose which products it is for to see figures here."].Value,
        _ when IsEmpty(Reading.Content.Companions) => L["Choose what it offers to see figures here."].Value,
        0 => null,
        1 => L["One line is incomplete and not included."].Value,
        var count => L["{0} lines are incomplete and not included.", count].Value,
    };

    /// <summary>The fields that two people changed, with both values in words.</summary>
    public IReadOnlyList<ConflictItem> Conflicts => [.. Editor.Conflicts.Select(
        conflict => new ConflictItem(Label(conflict.Field), Words(conflict.Field, Editor.Draft), Words(conflict.Field, conflict.Theirs)))];

    /// <summary>Whether there is something to save, and nothing to choose before.</summary>
    public bool CanSave => CanEdit && Editor.Conflicts.Count == 0 && (Editor.IsDirty || Id is null);

    /// <summary>For its <see cref="DraftKeeper"/>; null while it cannot be edited.</summary>
    /// <param name="template">The template that a new rule begins with.</param>
    public KeptDraft? Kept(string? template) =>
        !CanEdit ? null : Editor.Kept(Id is { } id ? FormattableString.Invariant($"rule:{id}") : $"rule:new:{template}");

    /// <summary>A rule that is not stored yet.</summary>
    /// <param name="template">What it begins with; null for nothing.</param>
    public static RulePageState New(RuleTemplate? template, RuleLexicon lexicon, RuleShops shops, Actor actor)
    {
        // For the shop that is looked at; who may not edit there, for those where they may. It fills nothing before somebody turns it on.
        EquatableList<int> own = shops.Chosen is { } chosen && actor.Can(Permission.EditLinks, chosen.Id)
            ? [chosen.Id]
            : [.. shops.All.Where(channel => actor.Can(Permission.EditLinks, channel.Id)).Select(channel => channel.Id)];
        var editor = new RuleEditor(next => (template?.Make(next) ?? RuleTemplates.Blank(next)) with { ChannelIds = own, Enabled = false });
        return new RulePageState(editor, lexicon, shops, actor) { CanEdit = actor.CanAnywhere(Permission.EditLinks) };
    }

    /// <summary>A stored rule.</summary>
    public static RulePageState Of(int id, RuleContent content, RuleLexicon lexicon, RuleShops shops, Actor actor)
    {
        var editor = new RuleEditor(next => RuleReading.ToDraft(content, shops.ZoneOf(content.ChannelIds), next), content.Version);
        return new RulePageState(editor, lexicon, shops, actor) { Id = id, CanEdit = RuleService.Deny(actor, content.ChannelIds) is null };
    }

    /// <summary>Something was typed. True when it changes what the rule would do: a name or a note changes no figure.</summary>
    public bool Edited()
    {
        var before = Reading.Content;
        Problem = null;
        refused.Clear();
        Reading = Read();
        return before with { Name = "", Note = null, Enabled = false } != Reading.Content with { Name = "", Note = null, Enabled = false };
    }

    /// <summary>What a draft says, as the database takes it.</summary>
    public RuleContent ContentOf(RuleDraft draft) => Read(draft).Content;

    /// <summary>Somebody wants to save: false when something is not finished, which is marked then.</summary>
    public bool TryFinish()
    {
        isFinishing = true;
        refused.Clear();
        Reading = Read();
        Problem = Reading.HasProblems || Reading.Unfinished.Count > 0 || IsNameless ? L["Something is incomplete. It is marked below."].Value : null;
        Focus = IsNameless ? "rule-name" : Focus;
        return Problem is null;
    }

    /// <summary>The database took the draft.</summary>
    public void Accept(RuleSaved saved, DateTimeOffset now)
    {
        (Id, savedAt, isFinishing) = (saved.Id, now, false);
        Reading = Read();
    }

    /// <summary>The database refused the draft: said at the field that it is about, where the cursor goes, else over the page.</summary>
    public void Refuse(Refusal refusal)
    {
        if (refusal.Code == Refusal.StaleCode)
        {
            return; // The choice between mine and theirs says it.
        }

        if (refusal.Field is { } named && PageFields.TryGetValue(named, out var field))
        {
            refused[field] = refusal.Message;
            Focus = field is "name" or "limit" or "ends" ? $"rule-{field}" : Focus;
        }
        else
        {
            Problem = refusal.Message;
        }
    }

    /// <summary>
    /// What is stored now, which somebody else may have changed. True when that is something new: the draft stands on it then, and keeps what was typed.
    /// </summary>
    public bool CatchUp(RuleContent stored)
    {
        if (!Editor.Rebase(next => RuleReading.ToDraft(stored, Shops.ZoneOf(stored.ChannelIds), next), stored.Version))
        {
            return false;
        }

        CanEdit = RuleService.Deny(actor, stored.ChannelIds) is null;
        savedAt = null;
        Reading = Read();
        return true;
    }

    /// <summary>What to say about that; null when it was one's own doing.</summary>
    public string? News() => ChangedBy is { } by && by.Id != actor.Id
        ? Editor.IsDirty ? L["{0} changed this rule just now; your changes are kept.", by.Name].Value : L["{0} changed this rule just now.", by.Name].Value
        : null;

    /// <summary>The rules before and behind, and who changed this one last.</summary>
    public void SetAround(IReadOnlyList<RuleRow> all, RuleAuthor? author) => (rows, ChangedBy) = (all, author);

    /// <summary>The rule that comes behind when this one takes a place; null for none.</summary>
    public int? BehindPlace(int at) => Others is { } others && at < others.Length ? others[at].Id : null;

    /// <summary>Another shop is looked at.</summary>
    public void Look(RuleShops shops)
    {
        Shops = shops;
        Reading = Read();
    }

    /// <summary>Begins to ask what the rule would do. False when it says too little for that.</summary>
    public bool AskPreview()
    {
        IsCounting = Shop is not null && !IsEmpty(Reading.Content.Anchors) && !IsEmpty(Reading.Content.Companions);
        Preview = IsCounting ? Preview : null;
        return IsCounting;
    }

    /// <summary>The answer.</summary>
    public void Show(RulePreview? preview) => (Preview, IsCounting) = (preview, false);

    /// <summary>Whether what is typed is stored, in a few words; empty for what is new and untouched.</summary>
    public string SavedWords(bool isSaving)
    {
        return (isSaving, Editor.IsDirty, Id, savedAt) switch
        {
            (true, _, _, _) => L["saving…"],
            (_, true, _, _) => L["not saved"],
            (_, _, null, _) => "",
            (_, _, _, { } at) => L["saved {0}", Formats.Time(at)],
            _ => ChangedBy is { } by ? L["changed by {0}, {1}", by.Name, Formats.Moment(by.At)].Value : "",
        };
    }

    // As the list of the shop shows them; those of other shops are passed over.
    private IEnumerable<RuleRow> Around => rows.Where(
        row => row.Id == Id || Shop is not { } shop || row.ChannelIds.Count == 0 || row.ChannelIds.Contains(shop.Id));

    private RuleRow[] Others => [.. Around.Where(row => row.Id != Id)];

    private bool IsNameless => string.IsNullOrWhiteSpace(Draft.Name);

    private static bool IsEmpty(Condition condition) => !RuleContent.Conditions(condition).Any();

    private RuleReading Read() => Read(Draft);

    private RuleReading Read(RuleDraft draft) => RuleReading.Of(draft, Lexicon, Shop, Shops.ZoneOf(draft.ChannelIds), Editor.Version);

    private static string Label(string field) => field == "On" ? RuleWords.Capital(L["on"]) : L[field];

    private string Words(string field, RuleDraft draft)
    {
        var read = ContentOf(draft);
        return field switch
        {
            "Name" => draft.Name,
            "Note" => draft.Note,
            "For these products" => RuleWords.Of(read.Anchors, Lexicon),
            "Offer these" => RuleWords.Of(read.Companions, Lexicon),
            "Compared with the product" => string.Join(", ", read.Comparisons.Select(comparison => RuleWords.Of(comparison, Lexicon))),
            "Order" => L[RuleWords.Orders.First(item => item.Order == draft.Order).Name],
            "Up to" => draft.Limit,
            "Shops" => Shops.Names(draft.ChannelIds) ?? L["every shop"].Value,
            "Segment" => draft.Segment,
            "Starts" => draft.From.Replace('T', ' '),
            "Ends before" => draft.To.Replace('T', ' '),
            _ => draft.Enabled ? L["on"] : L["off"],
        };
    }
}
