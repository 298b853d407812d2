namespace CrossSell.Admin.Features.Settings;

/// <summary>Settings as they are typed. They stand on a version of what is stored.</summary>
/// <typeparam name="TForm">Itself.</typeparam>
public interface ISettingsForm<in TForm>
{
    /// <summary>What is typed stands on what is stored now: what was typed before was just saved.</summary>
    void Follow(TForm stored);
}
