using CrossSell.Core.Access;
using CrossSell.Core.Storage;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Access;

public sealed class KeyRingTests
{
    [StudioFact]
    public async Task Key_OfOneInstance_IsReadByEveryOther_AndStandsInTheDatabaseSealed()
    {
        await using var studio = await TestStudio.CreateAsync();
        var (ring, other) = (new KeyRing(studio.Store, studio.Data), new KeyRing(studio.OtherProcess(), studio.Data));

        ring.Add("key-1", "<key>top secret</key>");
        other.Add("key-1", "<key>another one of the same name</key>");

        Assert.Equal(["<key>top secret</key>"], other.All());
        await using var db = studio.Store.Read();
        var stored = await db.Set<StoredKey>().SingleAsync();
        Assert.DoesNotContain("top secret", stored.Sealed, StringComparison.Ordinal);
        var elsewhere = Directory.CreateTempSubdirectory("crosssell-keys-");
        var foreign = new KeyRing(studio.Store, new DataDirectory(elsewhere.FullName));
        Assert.Empty(foreign.All());
        Assert.Equal((0, 1), (other.Unreadable, foreign.Unreadable));
        elsewhere.Delete(recursive: true);
    }

    [StudioFact]
    public async Task KeyFile_OfAnEarlierVersion_IsTakenOverOnce()
    {
        await using var studio = await TestStudio.CreateAsync();
        await File.WriteAllTextAsync(Path.Combine(studio.Data.Keys, "key-old.xml"), "<key>old</key>", TestContext.Current.CancellationToken);
        var ring = new KeyRing(studio.Store, studio.Data);

        Assert.Equal(["<key>old</key>"], ring.All());
        File.Delete(Path.Combine(studio.Data.Keys, "key-old.xml"));
        Assert.Equal(["<key>old</key>"], ring.All());
    }
}
