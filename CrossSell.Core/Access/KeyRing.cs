using System.Security.Cryptography;
using System.Text;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Access;

/// <summary>
/// The data-protection keys, in the database, where every instance finds them and backups and moves take them along. They are sealed (AES-256-GCM) by a key
/// that follows from this installation's secret: a copy of the database alone opens no cookie. Keys that an earlier version left as files in the data folder
/// are taken over. The platform asks for keys without waiting, so nothing here does. Thread safe.
/// </summary>
public sealed class KeyRing(StudioStore store, DataDirectory data)
{
    private const int NonceLength = 12;
    private const int TagLength = 16;

    private static readonly byte[] Purpose = Encoding.ASCII.GetBytes("CrossSell data-protection keys");

    /// <summary>How many keys, when <see cref="All"/> was last asked, had been sealed by another secret than that of this data folder.</summary>
    public int Unreadable { get; private set; }

    /// <summary>
    /// All keys as the platform wrote them. One that was sealed by another secret is left out: what it protected is lost without that secret.
    /// </summary>
    public IReadOnlyList<string> All()
    {
        TakeOverFiles();
        using var db = store.Read();
        var stored = db.Set<StoredKey>().OrderBy(key => key.Name).Select(key => key.Sealed).ToList();
        var read = stored.Select(Open).OfType<string>().ToList();
        Unreadable = stored.Count - read.Count;
        return read;
    }

    /// <summary>Adds a key; one that is there stays.</summary>
    public void Add(string name, string text)
    {
        using var db = store.OpenUnaudited();
        if (db.Set<StoredKey>().Any(key => key.Name == name))
        {
            return;
        }

        db.Add(new StoredKey { Name = name, Sealed = Seal(text) });
        try
        {
            db.SaveChanges();
        }
        catch (DbUpdateException problem) when (StorageTrouble.IsConflict(problem.InnerException))
        {
            // Another instance took over the same file at the same moment.
        }
    }

    private void TakeOverFiles()
    {
        var files = Directory.GetFiles(data.Keys, "*.xml");
        if (files.Length == 0)
        {
            return;
        }

        using var db = store.Read();
        var known = db.Set<StoredKey>().Select(key => key.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var file in files.Where(file => !known.Contains(Path.GetFileNameWithoutExtension(file))).Order(StringComparer.Ordinal))
        {
            Add(Path.GetFileNameWithoutExtension(file), File.ReadAllText(file));
        }
    }

    private byte[] SealingKey() => HKDF.DeriveKey(HashAlgorithmName.SHA256, data.Secret(), 32, info: Purpose);

    private string Seal(string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var all = new byte[NonceLength + TagLength + plain.Length];
        RandomNumberGenerator.Fill(all.AsSpan(0, NonceLength));
        using var seal = new AesGcm(SealingKey(), TagLength);
        seal.Encrypt(all.AsSpan(0, NonceLength), plain, all.AsSpan(NonceLength + TagLength), all.AsSpan(NonceLength, TagLength));
        return Convert.ToBase64String(all);
    }

    private string? Open(string text)
    {
        try
        {
            var all = Convert.FromBase64String(text).AsSpan();
            if (all.Length < NonceLength + TagLength)
            {
                return null;
            }

            var plain = new byte[all.Length - NonceLength - TagLength];
            using var seal = new AesGcm(SealingKey(), TagLength);
            seal.Decrypt(all[..NonceLength], all[(NonceLength + TagLength)..], all.Slice(NonceLength, TagLength), plain);
            return Encoding.UTF8.GetString(plain);
        }
        catch (Exception problem) when (problem is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
