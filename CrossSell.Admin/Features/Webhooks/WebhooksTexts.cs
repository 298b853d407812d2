using CrossSell.Core.Common;

namespace CrossSell.Admin.Features.Webhooks;

/// <summary>The texts of this room; in other languages they stand in the resource files beside this one.</summary>
internal static class WebhooksTexts
{
    public static readonly Texts L = new(typeof(WebhooksTexts));
}
