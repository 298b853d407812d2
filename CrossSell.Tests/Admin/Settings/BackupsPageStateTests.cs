using CrossSell.Admin.Features.Settings;
using CrossSell.Admin.Shared;
using CrossSell.Core.Backups;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Admin.Settings;

public sealed class BackupsPageStateTests
{
    [Fact]
    public void Form_NothingTouched_SaysWhatIsStored()
    {
        var settings = new BackupSettings
        {
            IsOn = true, AtHour = 5, KeepDaily = 3, KeepWeekly = 2, KeepMonthly = 1, Folder = "/mnt/backups", WarnAfterHours = 50, Version = 4,
        };

        Assert.Equivalent(settings, new BackupForm(settings).ToSettings().Required, strict: true);
    }

    [Theory]
    [InlineData("keepDaily")]
    [InlineData("keepWeekly")]
    [InlineData("keepMonthly")]
    [InlineData("warnAfterHours")]
    public void Form_Nonsense_IsRefusedAtItsField(string field)
    {
        var form = new BackupForm(new BackupSettings());
        _ = field switch
        {
            "keepDaily" => form.KeepDaily = "a week",
            "keepWeekly" => form.KeepWeekly = "",
            "keepMonthly" => form.KeepMonthly = "1.5",
            _ => form.WarnAfterHours = "-",
        };

        Assert.Equal(field, form.ToSettings().Refusal?.Field);
    }

    [Fact]
    public void Typed_IsDirty_UntilItIsStored_AndWhatIsTypedMeanwhileStays()
    {
        var state = new BackupsPageState();
        state.Load(new BackupSettings());
        Assert.False(state.IsDirty);
        state.Form!.KeepDaily = "9";
        Assert.True(state.IsDirty);
        var sent = FormPrint.Of(state.Form);
        state.Form.KeepWeekly = "8";

        state.Load(new BackupSettings { KeepDaily = 9, Version = 1 }, sent);

        Assert.True(state.IsDirty);
        Assert.Equal(("8", 1), (state.Form.KeepWeekly, state.Form.ToSettings().Required.Version));
        state.Load(new BackupSettings { KeepDaily = 9, KeepWeekly = 8, Version = 2 }, FormPrint.Of(state.Form));
        Assert.False(state.IsDirty);
    }

    [Fact]
    public void Bytes_AreThoseOfAllCopies()
    {
        var state = new BackupsPageState();
        Assert.Equal(0, state.Bytes);

        state.Show([new BackupCopy("a", "/a", 5, TestStudio.Start, null, null), new BackupCopy("b", "/b", 7, TestStudio.Start, null, "damaged")]);

        Assert.Equal(12, state.Bytes);
    }

    [Theory]
    [InlineData(812, "812 bytes")]
    [InlineData(4_404_019, "4.2 MB")]
    [InlineData(1_418_809_344, "1.3 GB")]
    [InlineData(52_428_800, "50 MB")]
    public void FileSize_IsSaidAsPeopleReadIt(long bytes, string words) => Assert.Equal(words, FileSize.Of(bytes));
}
