using Microsoft.Extensions.Localization;
using MudBlazor;
using static CrossSell.Admin.Shared.SharedTexts;

namespace CrossSell.Admin.Shared.Kit;

/// <summary>What MudBlazor's components say by themselves, in the language of the person: those words that the kit lets through.</summary>
internal sealed class KitLocalizer : MudLocalizer
{
    public override LocalizedString this[string key] => key switch
    {
        "MudBaseDatePicker_PrevMonth" => L["Previous month {0}"],
        "MudBaseDatePicker_NextMonth" => L["Next month {0}"],
        "MudBaseDatePicker_PrevYear" => L["Previous year {0}"],
        "MudBaseDatePicker_NextYear" => L["Next year {0}"],
        "MudInput_Clear" => L["Clear"],
        _ => base[key],
    };
}
