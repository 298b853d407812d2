using CrossSell.Admin.Shared;
using CrossSell.Admin.Shared.Kit;
using CrossSell.Core.Access;
using CrossSell.Core.People;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.ApiKeys.ApiKeysTexts;

namespace CrossSell.Admin.Features.ApiKeys;

/// <summary>Makes a key and shows it, once.</summary>
public sealed partial class ApiKeyDialog
{
    private string name = "";
    private ApiKeyKind kind;
    private int? shop;
    private ApiKeyScopes scopes = ApiKeyScopes.All;
    private string? problem;
    private CreatedKey? created;

    /// <summary>Who makes it: a key of all shops needs the right in all of them.</summary>
    [Parameter, EditorRequired]
    public Actor Actor { get; set; } = default!;

    [Parameter, EditorRequired]
    public EventCallback OnClose { get; set; }

    [Parameter, EditorRequired]
    public EventCallback OnCreated { get; set; }

    [Inject]
    private ApiKeyService Keys { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    private static Choice<ApiKeyKind>[] Kinds =>
        [.. new[] { ApiKeyKind.Publishable, ApiKeyKind.Secret }.Select(one => new Choice<ApiKeyKind>(one, ApiKeysPageState.Said(one)))];

    private Choice<int?>[] Shops =>
    [
        new(null, kind == ApiKeyKind.Secret && Actor.Can(Permission.Administer, null) ? L["all shops"] : L["Choose a shop"]),
        .. Session.Channels.Where(channel => Actor.Can(Permission.Administer, channel.Id)).Select(channel => new Choice<int?>(channel.Id, channel.Name)),
    ];

    private void Choose(ApiKeyScopes scope, bool isChosen) => scopes = isChosen ? scopes | scope : scopes & ~scope;

    private Task CreateAsync() => BusyAsync(async () =>
    {
        var made = await Keys.CreateAsync(name, kind, shop, scopes, await CurrentActor.GetAsync());
        (problem, created) = (made.Refusal?.Message, made.Value);
        if (created is not null)
        {
            await OnCreated.InvokeAsync();
        }
    });
}
