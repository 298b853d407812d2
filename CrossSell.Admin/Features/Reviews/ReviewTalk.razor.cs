using CrossSell.Admin.Shared.Kit;
using CrossSell.Core.Notifications;
using CrossSell.Core.Review;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Reviews.ReviewsTexts;

namespace CrossSell.Admin.Features.Reviews;

/// <summary>
/// What is said about a revision, as a whole and of its products: by its author, in comments, and with verdicts. People are named by <c>@</c>.
/// </summary>
public sealed partial class ReviewTalk
{
    [Parameter, EditorRequired]
    public ReviewDetail Detail { get; set; } = default!;

    [Parameter]
    public bool MayComment { get; set; }

    [Parameter]
    public bool IsSending { get; set; }

    /// <summary>What is typed.</summary>
    [Parameter]
    public string Text { get; set; } = "";

    [Parameter]
    public EventCallback<string> TextChanged { get; set; }

    /// <summary>Id of the product that it is about; 0 for the whole.</summary>
    [Parameter]
    public int About { get; set; }

    [Parameter]
    public EventCallback<int> AboutChanged { get; set; }

    [Parameter]
    public EventCallback OnSend { get; set; }

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    private IReadOnlyList<Choice<int>> Parts =>
    [
        new(0, L["the whole bundle"].Value), .. Products.Select(product => new Choice<int>(product.Id, product.Name)),
    ];

    private IEnumerable<CrossSell.Core.Catalog.ProductSummary> Products =>
        Detail.Quotes.SelectMany(quote => quote.Lines).Select(line => line.Product).DistinctBy(product => product.Id);

    // What stands behind the last @ of the text, while it may still become a name.
    private string? Asked
    {
        get
        {
            var at = Text.LastIndexOf('@');
            return at >= 0 && (at == 0 || !char.IsLetterOrDigit(Text[at - 1])) && Text.Length - at <= 24
                && Mentions.Find(Text[at..], [.. Detail.People]).Count == 0
                ? Text[(at + 1)..]
                : null;
        }
    }

    private Task MentionAsync(Mentionable who) => TextChanged.InvokeAsync(string.Concat(Text.AsSpan(0, Text.LastIndexOf('@') + 1), who.Name, " "));

    private string? ProductOf(int? id) => id is null ? null : Products.FirstOrDefault(product => product.Id == id)?.Name ?? L["a removed product"].Value;

    private string Ago(DateTimeOffset at) => ReviewWords.Ago(Time.GetUtcNow() - at);

    /// <summary>The text in parts, those that name somebody marked.</summary>
    private IEnumerable<(string Said, bool IsWho)> PartsOf(string text)
    {
        var at = 0;
        foreach (var (start, length, _) in Mentions.Find(text, [.. Detail.People]))
        {
            yield return (text[at..start], false);
            yield return (text[start..(start + length)], true);
            at = start + length;
        }

        yield return (text[at..], false);
    }
}
