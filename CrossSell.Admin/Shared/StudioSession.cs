using CrossSell.Core.Catalog;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.JSInterop;

namespace CrossSell.Admin.Shared;

/// <summary>
/// What one person's tab remembers across pages: the channel looked at and the theme. Both live in cookies, so that the next visit starts with them.
/// </summary>
internal sealed class StudioSession(StudioStore store, CurrentActor current, IJSRuntime js)
{
    /// <summary>What the person may look into: handed to every service that reads what belongs to a shop.</summary>
    public ReadScope Reads { get; private set; } = ReadScope.Only();

    /// <summary>The shops that the person may look into; no page knows of any other.</summary>
    public IReadOnlyList<Channel> Channels { get; private set; } = [];

    /// <summary>The channel whose prices and panels are shown; null only while no channel exists.</summary>
    public Channel? Channel { get; private set; }

    /// <summary>Whether what is above is known; pages wait for it.</summary>
    public bool IsLoaded { get; private set; }

    public bool IsDark { get; private set; }

    /// <summary>Raised when the channel or the theme has changed.</summary>
    public event Action? Changed;

    public async Task LoadAsync(string? channelCode)
    {
        Reads = (await current.GetAsync()).Reads;
        await using var db = store.Read(Reads);
        Channels = await db.Channels.Include(channel => channel.TaxRates).OrderBy(channel => channel.Id).ToListAsync();
        Channel = Channels.FirstOrDefault(channel => channel.Code == channelCode) ?? Channels.FirstOrDefault();
        IsLoaded = true;
    }

    public async Task ReadThemeAsync() => IsDark = await js.InvokeAsync<bool>("crosssell.isDark");

    /// <summary>Reads the channels again, for who has just changed one.</summary>
    public async Task ReloadAsync()
    {
        await LoadAsync(Channel?.Code);
        Changed?.Invoke();
    }

    public async Task ChooseChannelAsync(string code)
    {
        if (Channels.FirstOrDefault(channel => channel.Code == code) is not { } chosen || chosen == Channel)
        {
            return;
        }

        Channel = chosen;
        await js.InvokeVoidAsync("crosssell.remember", "crosssell.channel", code);
        Changed?.Invoke();
    }

    public Task SetDarkAsync(bool dark) => SetThemeAsync(dark ? "dark" : "light");

    /// <param name="theme"><c>light</c>, <c>dark</c> or <c>system</c>.</param>
    public async Task SetThemeAsync(string theme)
    {
        await js.InvokeVoidAsync("crosssell.setTheme", theme);
        await ReadThemeAsync();
        Changed?.Invoke();
    }
}
