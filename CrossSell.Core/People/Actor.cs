using CrossSell.Core.Common;
using static CrossSell.Core.People.PeopleTexts;

namespace CrossSell.Core.People;

/// <summary>What a person may do, from least to most; each role includes those before it.</summary>
public enum Role
{
    Viewer,
    Merchandiser,
    Manager,
    Administrator,
}

/// <summary>One thing that can be allowed. Services check it, pages and endpoints check it too.</summary>
public enum Permission
{
    Read,
    EditCatalog,
    EditLinks,
    DecideSuggestions,
    EditBundles,
    ImportOrders,
    Review,
    Administer,
}

/// <summary>A role in one channel, or in all of them.</summary>
/// <param name="ChannelId">Null means every channel.</param>
public readonly record struct Grant(Role Role, int? ChannelId);

/// <summary>What kind of writer stands behind a change.</summary>
public enum ActorKind
{
    Person,
    ApiKey,
    Job,
}

/// <summary>Who writes: a person, an API key or a named job, with what it may do. An argument of every write.</summary>
public sealed record Actor(ActorKind Kind, string Id, string Name, IReadOnlyList<Grant> Grants)
{
    /// <summary>Works off the circuits, with nobody looking on: its writes wait long for others to finish theirs.</summary>
    public bool InBackground { get; init; }

    /// <summary>A job of the studio itself, or the command line on the server's own machine: may do everything.</summary>
    public static Actor Job(string name) => new(ActorKind.Job, "job:" + name, name, [new Grant(Role.Administrator, null)]) { InBackground = true };

    public static readonly Actor CommandLine = Job("command line");

    private const string KeyStart = "key:";

    /// <summary>Who writes with an API key: what a merchandiser may, in the shop of the key.</summary>
    public static Actor Of(ApiKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new(
            ActorKind.ApiKey, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{KeyStart}{key.Id}"), key.Name,
            [new Grant(Role.Merchandiser, key.ChannelId)]);
    }

    /// <summary>The key behind the id of an actor; null for another kind of actor.</summary>
    public static int? KeyIdOf(string actorId) =>
        actorId is not null && actorId.StartsWith(KeyStart, StringComparison.Ordinal)
        && int.TryParse(actorId.AsSpan(KeyStart.Length), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var id)
            ? id
            : null;

    /// <summary>Whether this is allowed in the channel; null asks for the right in every channel.</summary>
    public bool Can(Permission permission, int? channelId) =>
        Grants.Any(grant => (grant.ChannelId is null || grant.ChannelId == channelId) && grant.Role >= Least(permission));

    /// <summary>Whether this is allowed in at least one channel.</summary>
    public bool CanAnywhere(Permission permission) => Grants.Any(grant => grant.Role >= Least(permission));

    /// <summary>
    /// Whether this is allowed in every one of the channels: the rule for what belongs to a product for all shops rather than to one. To list a product in
    /// one's own shop opens nothing that other shops show too. A product that is listed nowhere yet needs the right anywhere.
    /// </summary>
    public bool CanInEach(Permission permission, IReadOnlyCollection<int> channelIds) =>
        channelIds.Count == 0 ? CanAnywhere(permission) : channelIds.All(id => Can(permission, id));

    /// <summary>Whether this is allowed in at least one of the channels: enough for a remark, never for a change.</summary>
    public bool CanInOneOf(Permission permission, IReadOnlyCollection<int> channelIds) =>
        channelIds.Count == 0 ? CanAnywhere(permission) : channelIds.Any(id => Can(permission, id));

    /// <summary>The channels whose prices, orders, panels and people's work this actor may see.</summary>
    public ReadScope Reads => Can(Permission.Read, null)
        ? ReadScope.Everything
        : ReadScope.Only(Grants.Select(grant => grant.ChannelId).OfType<int>());

    /// <summary>Null when allowed, else a refusal that says what is missing.</summary>
    public Refusal? Deny(Permission permission, int? channelId) =>
        Can(permission, channelId) ? null : Missing(permission);

    /// <inheritdoc cref="CanInEach"/>
    public Refusal? DenyInEach(Permission permission, IReadOnlyCollection<int> channelIds) =>
        CanInEach(permission, channelIds) ? null
        : CanInOneOf(permission, channelIds)
            ? Refusal.Forbidden(L[
                "Other shops sell this too, and {0} may not {1} there. Ask someone who may in every shop that lists it.", Name, Words(permission)])
        : Missing(permission);

    private Refusal Missing(Permission permission) => Refusal.Forbidden(
        L["{0} may not {1} here. Ask an administrator for the {2} role.", Name, Words(permission), Words(Least(permission))]);

    private static Role Least(Permission permission) => permission switch
    {
        Permission.Read => Role.Viewer,
        Permission.Review => Role.Manager,
        Permission.Administer => Role.Administrator,
        _ => Role.Merchandiser,
    };

    private static string Words(Role role) => role switch
    {
        Role.Viewer => L["viewer"],
        Role.Merchandiser => L["merchandiser"],
        Role.Manager => L["manager"],
        _ => L["administrator"],
    };

    private static string Words(Permission permission) => permission switch
    {
        Permission.Read => L["look"],
        Permission.EditCatalog => L["edit products"],
        Permission.EditLinks => L["edit links"],
        Permission.DecideSuggestions => L["decide on suggestions"],
        Permission.EditBundles => L["edit bundles"],
        Permission.ImportOrders => L["import orders"],
        Permission.Review => L["review bundles"],
        _ => L["administer"],
    };
}
