using CrossSell.Core.Notifications;
using CrossSell.Core.People;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Core.Notifications;

/// <summary>The accounts of the people of a test's studio, and what each was told.</summary>
internal static class NotificationScene
{
    public static async Task AddPeopleAsync(TestStudio studio)
    {
        await studio.AddAsync(TestStudio.UserOf(TestStudio.Merchandiser, Role.Merchandiser));
        await studio.AddAsync(TestStudio.UserOf(TestStudio.Manager, Role.Manager));
        await studio.AddAsync(TestStudio.UserOf(TestStudio.Administrator, Role.Administrator));
    }

    /// <summary>What a person was told, the oldest first, with what it is about.</summary>
    public static async Task<IReadOnlyList<string>> ToldAsync(TestStudio studio, Actor actor) =>
        [.. (await new NotificationService(studio.Store).ListAsync(actor)).Reverse().Select(NotificationWords.Sentence)];
}
