namespace CrossSell.Tests.Support;

/// <summary>Where the sources lie, for tests that read them.</summary>
public static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "CrossSell.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("CrossSell.sln was not found above the tests.");
    }
}
