using CrossSell.Admin.Hosting;
using CrossSell.Core.Access;
using CrossSell.Tests.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Admin.Account;

/// <summary>What accounts need beside a test's studio: the rules of ASP.NET Core Identity, and keys that go with the test.</summary>
internal static class AccountScene
{
    public static ServiceProvider Services(TestStudio studio)
    {
        var services = new ServiceCollection().AddSingleton(studio.Store).AddSingleton<TimeProvider>(studio.Time).AddLogging();
        Add(services);
        return services.BuildServiceProvider();
    }

    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>();
        services.AddSingleton<UserSessionService>();
        services.AddStudioIdentity();
        services.AddSingleton(new FrontDoor(PublicAddress: null, []));
        services.AddSingleton(MailServer.Sender(settings: null));
    }
}
