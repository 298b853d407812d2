using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.FileProviders;

namespace CrossSell.Tests.Support;

/// <summary>A host that serves the scripts and sheets of the source tree, for what reads them beside a host.</summary>
internal sealed class SourceEnvironment : IWebHostEnvironment
{
    private static readonly string Root = Path.Combine(Repository.Root, "CrossSell.Admin", "wwwroot");

    public string WebRootPath { get; set; } = Root;

    public IFileProvider WebRootFileProvider { get; set; } = new PhysicalFileProvider(Root);

    public string ApplicationName { get; set; } = "CrossSell.Tests";

    public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();

    public string ContentRootPath { get; set; } = "";

    public string EnvironmentName { get; set; } = "Development";
}
