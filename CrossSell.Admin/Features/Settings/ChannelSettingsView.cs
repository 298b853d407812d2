using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;

namespace CrossSell.Admin.Features.Settings;

/// <summary>The settings of a channel as a <see cref="ChannelSettingsForm"/> draws them.</summary>
/// <param name="Channels">Null while they are read.</param>
/// <param name="Shown">Null when there is no channel yet.</param>
/// <param name="Form">What is typed; another one starts the form again.</param>
/// <param name="Problem">What was refused.</param>
/// <param name="IsDirty">Whether something is typed that is not saved; asked again when the page is left.</param>
/// <param name="Kept">What is typed, for its <see cref="DraftKeeper"/>; null when it cannot be edited.</param>
public sealed record ChannelSettingsView(
    IReadOnlyList<Channel>? Channels, Channel? Shown, object? Form, Refusal? Problem, bool MayEdit, bool IsBusy, Func<bool> IsDirty, KeptDraft? Kept);
