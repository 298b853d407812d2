namespace CrossSell.Admin.Shared;

/// <summary>The sample shops: where they are, and whether there are any.</summary>
internal static class SampleShops
{
    /// <summary>The list of them; each has its channel's code below it.</summary>
    public const string Address = "/demo-shop";

    private const string Setting = "CrossSell:DemoShop";

    /// <summary>In Development, and where the operator switched them on.</summary>
    public static bool IsOn(IConfiguration configuration, IHostEnvironment environment) => configuration.GetValue(Setting, environment.IsDevelopment());
}
