using CrossSell.Admin.Features.Settings;
using CrossSell.Admin.Shared;
using CrossSell.Core.Backups;
using CrossSell.Core.Catalog;
using CrossSell.Core.Mining;
using CrossSell.Core.Panels;

namespace CrossSell.Tests.Admin.Shared;

/// <summary>Forms that are typed over what is stored, kept and taken back.</summary>
public sealed class KeptDraftTests
{
    public static TheoryData<string> Forms => ["panels", "mining", "shop", "backups"];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Form_TypedAndTakenBack_IsTheSameForm_AndDiscarded_AsItWasStored(string kind)
    {
        var (typed, fresh) = (Form(kind), Form(kind));
        var stored = FormPrint.Of(fresh);
        var draft = KeptDraft.OfForm("settings", () => typed, () => stored);
        Assert.Null(draft.Write());
        Type(typed);

        var taken = KeptDraft.OfForm("settings", () => fresh, () => stored).TakeBack(draft.Write()!);

        Assert.Equal(FormPrint.Of(typed), FormPrint.Of(fresh));
        Assert.False(taken!.IsOverNewer);
        taken.Discard();
        Assert.Equal(stored, FormPrint.Of(fresh));
    }

    [Theory]
    [InlineData("9", false)]
    [InlineData("5", true)]
    public void Form_ThatAnotherSavedMeanwhile_KeepsWhatTheySaved_AndSaysWhenMineIsOverIt(string theirSlots, bool isTheSameField)
    {
        var typed = Panels();
        var asLoaded = FormPrint.Of(typed);
        (typed.MinBaskets, typed.MaxSlots) = ("6", isTheSameField ? "7" : typed.MaxSlots);
        var text = KeptDraft.OfForm("settings", () => typed, () => asLoaded).Write()!;
        var now = Panels();
        now.MaxSlots = theirSlots;
        var newest = FormPrint.Of(now);

        var taken = KeptDraft.OfForm("settings", () => now, () => newest).TakeBack(text);

        Assert.Equal(("6", isTheSameField ? "7" : theirSlots, isTheSameField), (now.MinBaskets, now.MaxSlots, taken!.IsOverNewer));
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("{}")]
    [InlineData("{\"Typed\":\"{}\",\"Stored\":\"{}\"}")]
    [InlineData("{\"Typed\":\"[1]\",\"Stored\":\"{\"}")]
    public void Form_OfAnotherRelease_IsNotTakenBack(string text)
    {
        var form = Panels();
        var before = FormPrint.Of(form);

        Assert.Null(KeptDraft.OfForm("settings", () => form, () => before).TakeBack(text));

        Assert.Equal(before, FormPrint.Of(form));
    }

    private static PanelForm Panels() => new(new PanelSettings { ChannelId = 1 }, PanelLayers.Standard);

    private static object Form(string kind) => kind switch
    {
        "panels" => Panels(),
        "mining" => new MiningForm(new MiningPolicy { ChannelId = 1, AutoCategories = [3, 4] }),
        "shop" => new ChannelForm(new Channel { Id = 1, Code = "a", Name = "A", CurrencyCode = "EUR", RequiredFields = ["gtin"] }),
        _ => new BackupForm(new BackupSettings()),
    };

    private static void Type(object form)
    {
        switch (form)
        {
            case PanelForm panels:
                panels.MaxSlots = "many";
                panels.On[panels.On.Keys.First()] = !panels.On.Values.First();
                break;
            case MiningForm mining:
                mining.WindowDays = "40";
                mining.AutoCategories.Remove(3);
                break;
            case ChannelForm shop:
                shop.Name = "Mine";
                shop.Locales.Add("en-GB");
                shop.Taxes.Add(new ChannelForm.Tax { Class = "books", Rate = "6" });
                break;
            default:
                ((BackupForm)form).KeepDaily = "12";
                break;
        }
    }
}
