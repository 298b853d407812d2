using CrossSell.Admin.Shared;
using CrossSell.Admin.Shared.Kit;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using static CrossSell.Admin.Features.Bundles.BundlesTexts;

namespace CrossSell.Admin.Features.Bundles;

/// <summary>The picture of a set in one language, or in all that have none of their own.</summary>
public sealed partial class BundlePictureField
{
    private string? problem;
    private int chosen;

    [Parameter, EditorRequired]
    public BundlePageState State { get; set; } = default!;

    /// <summary>Of the shop that is looked at.</summary>
    [Parameter, EditorRequired]
    public BundleQuote Quote { get; set; } = default!;

    /// <summary>Null for the picture of the bundle itself.</summary>
    [Parameter]
    public string? Locale { get; set; }

    [Parameter]
    public bool CanEdit { get; set; }

    /// <summary>True when the content changed.</summary>
    [Parameter]
    public EventCallback<bool> OnEdited { get; set; }

    [Inject]
    private BundlePictureService Pictures { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    private string Id => Locale is null ? "bundle-picture" : $"bundle-picture-{Locale}";

    private string? Hash => Locale is null ? Common : State.Content.Locales.FirstOrDefault(own => own.Locale == Locale)?.PictureHash;

    /// <summary>What a language without one shows.</summary>
    private string? Common => State.Content.PictureHash;

    private IReadOnlyList<Choice<string>> Choices
    {
        get
        {
            var ofProducts = State.ProductIds.Select(id => State.Product(Quote.Channel, id)).OfType<ProductSummary>()
                .Select(product => (product.Name, Hash: ProductPictures.HashOf(product.Picture))).Where(item => item.Hash is not null)
                .DistinctBy(item => item.Hash).Select(item => new Choice<string>(item.Hash!, L["the picture of {0}", item.Name])).ToList();
            var own = new[] { Hash, Common }.Concat(State.Content.Locales.Select(locale => locale.PictureHash)).OfType<string>()
                .Where(hash => ofProducts.TrueForAll(choice => choice.Value != hash)).Distinct()
                .Select((hash, at) => new Choice<string>(hash, at == 0 ? L["its own picture"].Value : L["its own picture {0}", at + 1].Value));
            var none = Locale is not null && Common is not null ? L["the picture of the bundle"].Value : L["the pictures of its products"].Value;
            return [new("", none), .. own, .. ofProducts];
        }
    }

    private Task SetAsync(string? hash)
    {
        problem = null;
        return OnEdited.InvokeAsync(State.SetPicture(Locale, hash));
    }

    private Task ChosenAsync(InputFileChangeEventArgs files) => files.FileCount == 0 ? Task.CompletedTask : BusyAsync(async () =>
    {
        (var file, problem) = (files.File, null);
        chosen++;
        if (file.Size > Picture.MaxBytes)
        {
            problem = Picture.TooLarge.Message;
            return;
        }

        try
        {
            await using var content = file.OpenReadStream(Picture.MaxBytes);
            if ((await Pictures.KeepAsync(State.Revision.Id, content, file.Name, await CurrentActor.GetAsync())).IsRefused(out var refusal, out var hash))
            {
                problem = refusal.Message;
                return;
            }

            await SetAsync(hash);
        }
        catch (Exception broken) when (broken is IOException or Microsoft.JSInterop.JSException or OperationCanceledException or InvalidOperationException)
        {
            problem = L["The browser stopped sending this file. Choose it again."];
        }
    });
}
