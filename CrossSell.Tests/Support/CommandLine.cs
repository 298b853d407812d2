using System.Diagnostics;
using System.Globalization;

namespace CrossSell.Tests.Support;

/// <summary>The command line as a person or a script runs it: a process of its own on a data folder of its own.</summary>
/// <param name="studio">Runs it on that studio's data folder and database instead.</param>
public sealed class CommandLine(StudioFactory? studio = null) : IDisposable
{
    public string DataFolder { get; } = studio?.DataFolder ?? Directory.CreateTempSubdirectory("crosssell-cli-").FullName;

    /// <summary>The instant at which each verb starts.</summary>
    public string Now { get; init; } = TestClock.Setting;

    /// <summary>What stands on standard input: a password.</summary>
    public string Input { get; set; } = "";

    /// <summary>How much memory the process may use for objects, in MB; null for as much as there is.</summary>
    public int? HeapLimit { get; init; }

    public async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = Repository.Root,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "CrossSell.Admin.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["CrossSell__DataDirectory"] = DataFolder;
        start.Environment["CrossSell__Now"] = Now;
        start.Environment["Demo__Pictures"] = "false";
        foreach (var (key, value) in studio?.Settings.Where(setting => setting.Key != "CrossSell:Now") ?? [])
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        if (HeapLimit is { } megabytes)
        {
            start.Environment["DOTNET_gcServer"] = "0";
            start.Environment["DOTNET_GCHeapHardLimit"] = (megabytes * 1024L * 1024L).ToString("x", CultureInfo.InvariantCulture);
        }

        using var process = Process.Start(start)!;
        await process.StandardInput.WriteLineAsync(Input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    public void Dispose()
    {
        if (studio is null)
        {
            Directory.Delete(DataFolder, recursive: true);
        }
    }
}
