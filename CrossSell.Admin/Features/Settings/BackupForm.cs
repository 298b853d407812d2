using System.Globalization;
using CrossSell.Admin.Shared;
using CrossSell.Core.Backups;
using CrossSell.Core.Common;
using static CrossSell.Admin.Features.Settings.SettingsTexts;

namespace CrossSell.Admin.Features.Settings;

/// <summary>When backups are made and how many are kept, while it is being edited: numbers as typed. Its field names are those of the refusals.</summary>
public sealed class BackupForm : ISettingsForm<BackupForm>
{
    private int version;

    public BackupForm(BackupSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        (version, IsOn, AtHour, Folder) = (settings.Version, settings.IsOn, settings.AtHour, settings.Folder ?? "");
        (KeepDaily, KeepWeekly, KeepMonthly) = (Of(settings.KeepDaily), Of(settings.KeepWeekly), Of(settings.KeepMonthly));
        WarnAfterHours = Of(settings.WarnAfterHours);
    }

    public bool IsOn { get; set; }

    public int AtHour { get; set; }

    public string KeepDaily { get; set; }

    public string KeepWeekly { get; set; }

    public string KeepMonthly { get; set; }

    /// <summary>Empty is the folder <c>backups</c> of the data folder.</summary>
    public string Folder { get; set; }

    public string WarnAfterHours { get; set; }

    public void Follow(BackupForm stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        version = stored.version;
    }

    /// <summary>What is to be saved, or the first thing that is no number.</summary>
    public Outcome<BackupSettings> ToSettings()
    {
        Refusal? unread = null;
        var settings = new BackupSettings
        {
            Version = version,
            IsOn = IsOn,
            AtHour = AtHour,
            Folder = string.IsNullOrWhiteSpace(Folder) ? null : Folder.Trim(),
            KeepDaily = Whole(KeepDaily, "keepDaily", L["The number of days"]),
            KeepWeekly = Whole(KeepWeekly, "keepWeekly", L["The number of weeks"]),
            KeepMonthly = Whole(KeepMonthly, "keepMonthly", L["The number of months"]),
            WarnAfterHours = Whole(WarnAfterHours, "warnAfterHours", L["The number of hours"]),
        };
        return unread is { } refusal ? refusal : settings;

        int Whole(string text, string field, string what)
        {
            if (TypedNumbers.TryWhole(text, out var number))
            {
                return number;
            }

            unread ??= new Refusal("backup.number", L["{0} is a whole number.", what], field);
            return 0;
        }
    }

    private static string Of(int number) => number.ToString(CultureInfo.InvariantCulture);
}
