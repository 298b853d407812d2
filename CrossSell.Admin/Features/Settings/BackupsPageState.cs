using CrossSell.Admin.Shared;
using CrossSell.Core.Backups;
using CrossSell.Core.Common;

namespace CrossSell.Admin.Features.Settings;

/// <summary>What the page of backups shows: the copies that are there, what is typed, what was refused, and the job that runs.</summary>
public sealed class BackupsPageState
{
    private string? asLoaded;

    /// <summary>Null until they are read.</summary>
    public IReadOnlyList<BackupCopy>? Copies { get; private set; }

    public BackupForm? Form { get; private set; }

    /// <summary>What is stored.</summary>
    public BackupSettings Stored { get; private set; } = new();

    /// <summary>What was refused of the form.</summary>
    public Refusal? Problem { get; set; }

    /// <summary>The backup, or the check of one, that is followed.</summary>
    public long? Job { get; set; }

    /// <summary>Whether something is typed that is not saved.</summary>
    public bool IsDirty => FormPrint.Of(Form) != asLoaded;

    /// <summary>For the page's <see cref="DraftKeeper"/>.</summary>
    public KeptDraft? Kept() => Form is null ? null : KeptDraft.OfForm("settings:backups", () => Form, () => asLoaded);

    /// <summary>The room that all copies take.</summary>
    public long Bytes => Copies?.Sum(copy => copy.Bytes) ?? 0;

    public void Show(IReadOnlyList<BackupCopy> copies) => Copies = copies;

    /// <summary>What is stored, to be typed over. What was typed while it was being saved stays, and stands on what is stored now.</summary>
    /// <param name="sent">The print of what was saved; null to begin with what is stored.</param>
    public void Load(BackupSettings settings, string? sent = null)
    {
        var stored = new BackupForm(settings);
        (Stored, Problem, asLoaded) = (settings, null, FormPrint.Of(stored));
        if (sent is not null && Form is { } typed && FormPrint.Of(typed) != sent)
        {
            typed.Follow(stored);
        }
        else
        {
            Form = stored;
        }
    }

    /// <summary>Whether this is what was refused.</summary>
    public bool Wrong(string field) => Problem?.Field == field;
}
