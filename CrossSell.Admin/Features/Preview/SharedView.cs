using System.Text.Json;
using CrossSell.Admin.Api;
using CrossSell.Core.Panels;

namespace CrossSell.Admin.Features.Preview;

/// <summary>One frame of a shared view.</summary>
/// <param name="Device">Code.</param>
/// <param name="Scene">As the frame draws it (<see cref="PreviewReader.Scene"/>).</param>
public sealed record SharedFrame(string Title, string When, string Device, string Scene);

/// <summary>What somebody shared, as it was drawn.</summary>
/// <param name="Differences">In words, in the language of who shared it.</param>
public sealed record SharedView(IReadOnlyList<SharedFrame> Frames, IReadOnlyList<string> Differences)
{
    /// <summary>What stands on the page now.</summary>
    /// <param name="second">Null where nothing is compared.</param>
    public static SharedView Of(
        PreviewSide first, PreviewSide? second, PreviewPageState state, Func<PreviewVersus, string> title, IReadOnlyList<PanelChange> changes)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(title);
        var frames = new List<SharedFrame> { Frame(first, first.Panel.Answer.Panel.Anchor.Name, changes) };
        if (second is not null && state.Versus is { } versus)
        {
            frames.Add(Frame(second, title(versus), changes));
        }

        return new SharedView(frames, second is null ? [] : [.. changes.Select(Shared.PanelWords.Of)]);
    }

    public static string Write(SharedView view) => JsonSerializer.Serialize(view, PanelEndpoints.Json);

    /// <summary>Null for what is no such view.</summary>
    public static SharedView? Read(string text) => JsonSerializer.Deserialize<SharedView>(text, PanelEndpoints.Json);

    private static SharedFrame Frame(PreviewSide side, string title, IReadOnlyList<PanelChange> changes) => new(
        title, Shared.Formats.ScheduledSoon(side.Panel.Answer.At, side.Channel.Zone), side.State.DeviceChosen.Code,
        PreviewReader.Scene(side, changes, mayOrder: false));
}
