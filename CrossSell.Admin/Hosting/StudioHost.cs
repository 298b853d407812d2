using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using CrossSell.Admin.Account;
using CrossSell.Admin.Api;
using CrossSell.Admin.Features.Audit;
using CrossSell.Admin.Features.Catalog;
using CrossSell.Admin.Features.DemoShop;
using CrossSell.Admin.Features.Embed;
using CrossSell.Admin.Features.Exchange;
using CrossSell.Admin.Features.Insights;
using CrossSell.Admin.Features.Links;
using CrossSell.Admin.Features.Preview;
using CrossSell.Admin.Features.Settings;
using CrossSell.Admin.Mail;
using CrossSell.Admin.Shared;
using CrossSell.Admin.Shared.Kit;
using CrossSell.Admin.Shell;
using CrossSell.Core.Access;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration.Json;
using MudBlazor.Services;

namespace CrossSell.Admin.Hosting;

/// <summary>Puts the web application together: configuration, services, pipeline, endpoints.</summary>
internal static partial class StudioHost
{
    // A default under "Urls" in appsettings.json would win over ASPNETCORE_URLS, so ours has a key of its own.
    private static readonly string[] AddressKeys = ["urls", "http_ports", "https_ports"];

    public static async Task<int> ServeAsync(string[] args)
    {
        WebApplication app;
        try
        {
            app = Build(args);
        }
        catch (InvalidOperationException problem)
        {
            await Console.Error.WriteLineAsync(problem.Message);
            return 1;
        }

        await using (app)
        {
            // Before the first request too: the work before it is stopped, and undone or kept as a whole.
            using var terminated = On(PosixSignal.SIGTERM, () => _ = DrainAsync(app));
            using var interrupted = On(PosixSignal.SIGINT, app.Lifetime.StopApplication);
            using var quit = On(PosixSignal.SIGQUIT, app.Lifetime.StopApplication);
            try
            {
                if ((await StartUp.PrepareAsync(app.Services, app.Environment.IsDevelopment(), app.Lifetime.ApplicationStopping)).IsRefused(out var refusal))
                {
                    await Console.Error.WriteLineAsync(refusal.Message);
                    return 1;
                }

                if ((await app.Services.GetRequiredService<StudioStore>().ServeAsync(app.Lifetime.ApplicationStopping)).IsRefused(out refusal, out var serving))
                {
                    await Console.Error.WriteLineAsync(refusal.Message);
                    return 1;
                }

                await using (serving)
                {
                    await app.RunAsync();
                }
            }
            catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
            {
                await Console.Error.WriteLineAsync("Stopped before the studio was ready. The next start continues from here.");
            }
            catch (Exception problem) when (StorageTrouble.Of(problem) is { } refusal)
            {
                await Console.Error.WriteLineAsync(refusal.Message);
                return 1;
            }
            catch (IOException problem)
            {
                // The address is taken, or the data folder cannot be read.
                await Console.Error.WriteLineAsync(problem.Message);
                return 1;
            }
        }

        return 0;
    }

    private static PosixSignalRegistration On(PosixSignal signal, Action act) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        act();
    });

    // Told twice, it ends at once.
    private static async Task DrainAsync(WebApplication app)
    {
        var drain = app.Services.GetRequiredService<Drain>();
        if (app.Lifetime.ApplicationStarted.IsCancellationRequested && !drain.IsDraining)
        {
            var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("CrossSell");
            LogDraining(logger);
            LogDrained(logger, await drain.RunAsync());
        }

        app.Lifetime.StopApplication();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Told to stop: open pages are asked to go, new ones are sent elsewhere.")]
    private static partial void LogDraining(ILogger logger);

    [LoggerMessage(Level = LogLevel.Information, Message = "Stopping, with {Pages} pages still open.")]
    private static partial void LogDrained(ILogger logger, int pages);

    /// <summary>Signals are ours (<see cref="ServeAsync"/>): the host's own answer to SIGTERM breaks the lines of all pages first.</summary>
    private sealed class SignalsElsewhere : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ContentRootPath = Named("contentRoot", args) ? null : AppContext.BaseDirectory,
            EnvironmentName = EnvironmentName(args),
        });
        ReadSettingsBesideExecutable(builder.Configuration);
        if (!Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot")))
        {
            // A source run: assets are found through the build's manifest, in every environment.
            builder.WebHost.UseStaticWebAssets();
        }

        if (AddressKeys.All(key => string.IsNullOrEmpty(builder.Configuration[key])) && builder.Configuration["CrossSell:Address"] is { Length: > 0 } address)
        {
            builder.WebHost.UseUrls(address);
        }

        if (TelemetryHost.ManagementAddress(builder.Configuration) is { } management)
        {
            builder.WebHost.UseUrls(string.Join(';', [.. TelemetryHost.ServedAddresses(builder.Configuration), management]));
        }

        builder.WebHost.ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            // A thousand pasted SKUs stand in an address.
            options.Limits.MaxRequestLineSize = 32 * 1024;
        });
        builder.AddTelemetry();
        builder.Services.AddStudio(builder.Configuration);
        var door = FrontDoor.From(builder.Configuration);
        builder.Services.AddRequestLimits(builder.Configuration);
        builder.Services.AddSingleton(VisitorSweeps.RetentionOf(builder.Configuration));
        var mail = MailSettings.Read(builder.Configuration);
        builder.Services.AddSingleton(provider =>
            new MailSender(mail, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<MailSender>>()));
        builder.Services.AddSingleton(door).PostConfigure<ForwardedHeadersOptions>(door.Configure);
        AddPeople(builder.Services, builder.Environment.IsDevelopment());
        var circuits = new CircuitSettings(builder.Configuration);
        builder.Services.AddSingleton(circuits);
        builder.Services.AddRazorComponents().AddInteractiveServerComponents(options =>
        {
            options.DetailedErrors = builder.Environment.IsDevelopment();
            CircuitSettings.Configure(options);
        });
        builder.Services.AddSingleton<IHostLifetime, SignalsElsewhere>();
        builder.Services.AddSingleton<Drain>();
        builder.Services.AddScoped<CircuitHandler, CircuitMove>();
        builder.Services.AddScoped<PageWork>();
        builder.Services.AddSingleton<CircuitLimit>();
        builder.Services.AddScoped<CircuitPlace>();
        builder.Services.AddScoped<CircuitHandler>(provider => provider.GetRequiredService<CircuitPlace>());
        // One frame of the studio has one place for what opens over it (StudioDialog.razor.js takes it along); nothing of it moves.
        builder.Services.AddMudServices(options =>
        {
            options.PopoverOptions.ThrowOnDuplicateProvider = false;
            options.PopoverOptions.Duration = TimeSpan.Zero;
        });
        builder.Services.AddTransient<MudBlazor.MudLocalizer, KitLocalizer>();
        builder.Services.AddSingleton<ThemeSheet>();
        builder.Services.AddSingleton<EmbedScript>();
        builder.Services.AddScoped<CurrentActor>();
        builder.Services.AddSingleton<RequestActor>();
        builder.Services.AddScoped<StudioSession>();
        builder.Services.AddScoped<KeptDrafts>();
        builder.Services.AddScoped<CircuitHandler>(provider => provider.GetRequiredService<KeptDrafts>());
        builder.Services.AddScoped<UndoTrail>();
        builder.Services.AddScoped<LinkWrites>();
        builder.Services.AddScoped<PreviewReader>();
        builder.Services.AddScoped<PreviewWrites>();
        builder.Services.AddScoped<Feedback>();
        builder.Services.AddScoped<PaletteThings>();
        builder.Services.AddScoped<PaletteActions>();
        builder.Services.AddScoped<TourGuide>();
        builder.Services.AddScoped<ProductHandoff>();
        builder.Services.AddSingleton<SetUpToken>();
        builder.Services.AddHostedService<PanelRefresh>();
        builder.Services.AddHostedService<WarmUp>();
        builder.Services.AddSingleton<Presence>();
        builder.Services.AddSingleton<ChangeNotifier>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<ChangeNotifier>());
        builder.Services.AddBackgroundWork();
        builder.Services.AddHealthChecks();
        builder.Services.AddSingleton<SystemStatus>();
        builder.Services.AddSingleton<StudioHealth>();
        builder.Services.AddProblemDetails();
        // Names and SKUs in refusals are readable in every language, and no markup wherever an answer is pasted; what ASP.NET sets up escapes neither < nor >.
        builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All));
        builder.Services.AddApiDocument();
        builder.Services.AddExceptionHandler<StorageProblems>();
        // Storefronts ask from their own pages; the key says who they are, cookies are never sent.
        builder.Services.AddCors(options => options.AddPolicy(
            ApiEndpoints.CorsPolicy,
            policy => policy.AllowAnyOrigin().WithMethods("GET", "POST").WithHeaders("Authorization", "Content-Type", "If-None-Match")
                // Browsers ask before each address that is asked with a key; the answer is always the same.
                .SetPreflightMaxAge(TimeSpan.FromHours(2))
                .WithExposedHeaders("ETag", "Retry-After", "RateLimit", "RateLimit-Policy")));

        var app = builder.Build();
        Configure(app);
        return app;
    }

    private static void AddPeople(IServiceCollection services, bool isDevelopment)
    {
        services.AddStudioIdentity().AddSignInManager<StudioSignIn>();
        // A passkey stands for password and second step: so the device must have asked who holds it, and must offer it before it knows the address.
        services.Configure<IdentityPasskeyOptions>(options =>
            (options.UserVerificationRequirement, options.ResidentKeyRequirement) = ("required", "required"));
        services.AddCascadingAuthenticationState();
        services.AddSingleton<SignInLimits>();
        services.AddSingleton<ForgottenPasswords>();
        services.AddHostedService(provider => provider.GetRequiredService<ForgottenPasswords>());
        services.AddSingleton<KnownDevice>();
        services.AddScoped<SignInAttempt>();
        services.AddScoped<CodeAttempt>();
        services.AddSingleton<SessionWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<SessionWatch>());
        services.AddScoped<AuthenticationStateProvider, CircuitIdentity>();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.ConfigureApplicationCookie(options =>
        {
            options.Cookie.Name = "crosssell";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = isDevelopment ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
            options.LoginPath = Addresses.SignIn;
            options.AccessDeniedPath = Addresses.Forbidden;
            options.ExpireTimeSpan = UserSessionService.Lifetime;
            // The session's row says how long; the cookie is renewed together with it.
            options.SlidingExpiration = false;
            options.Events.OnValidatePrincipal = SessionCookie.ValidateAsync;
            // The sign-in page says itself where to go, and escapes it: the handler would put the address into a header as it came.
            options.Events.OnRedirectToReturnUrl = _ => Task.CompletedTask;
        });
        services.AddScoped<IAuthorizationHandler, PermissionHandler>();
        services.AddAuthorization(options =>
        {
            options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
            foreach (var permission in Enum.GetValues<Permission>())
            {
                options.AddPolicy(permission.ToString(), policy => policy.RequireAuthenticatedUser().AddRequirements(new PermissionRequirement(permission)));
            }
        });
    }

    private static void Configure(WebApplication app)
    {
        app.UseForwardedHeaders();
        if (!app.Environment.IsDevelopment())
        {
            app.UseHsts();
        }

        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = Addresses.Error,
            CreateScopeForErrors = true,
            StatusCodeSelector = problem => StorageTrouble.Of(problem) is null
                ? StatusCodes.Status500InternalServerError
                : StatusCodes.Status503ServiceUnavailable,
        });
        app.UseStatusCodePagesWithReExecute(Addresses.NotFound, createScopeForStatusCodePages: true);
        app.Use((context, next) =>
        {
            // Machines get their own answers; only people get the page.
            if ((context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) || context.Request.Path == TelemetryHost.MetricsPath)
                && context.Features.Get<IStatusCodePagesFeature>() is { } pages)
            {
                pages.Enabled = false;
            }

            return next();
        });
        app.UseSecurityHeaders();
        app.UseEmbedScripts();
        app.UseDrainingAnswers();
        FinishedPanels.Use(app);
        // Said here, or ASP.NET would look for the endpoint of every request before all else.
        app.UseRouting();
        app.UseCircuitOrigin();
        app.UseCors();
        if (!app.Environment.IsDevelopment())
        {
            // The gallery of the kit is for those who build with it.
            app.MapWhen(context => context.Request.Path.StartsWithSegments(Addresses.Kit, StringComparison.OrdinalIgnoreCase), kit => kit.Run(NotThere));
        }

        app.UseAuthentication();
        app.UsePersonalFormats();
        app.UseAuthorization();
        app.UseRateLimiter();
        app.UseAntiforgery();
        app.UsePackageAssets();
        app.MapStaticAssets().AllowAnonymous();
        app.MapTheme();
        app.MapHealth();
        app.MapTelemetry();
        app.MapAccount();
        app.MapApi();
        app.MapEmbed();
        app.MapDemoShop();
        app.MapPreview();
        app.MapCompletenessReport();
        app.MapInsightsFiles();
        app.MapAuditFile();
        app.MapExchange();
        app.MapBackups();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(
            // SecurityHeaders says who may frame what, in one header.
            options => options.ContentSecurityFrameAncestorsPolicy = null);
    }

    private static Task NotThere(HttpContext context)
    {
        // The page that says so is shown to those who have signed in, and would send others there.
        if (context.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            pages.Enabled = false;
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    // A Debug build is a developer's: it runs as Development unless somebody names an environment.
    private static string? EnvironmentName(string[] args)
    {
#if DEBUG
        var named = Named("environment", args)
            || Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") is { Length: > 0 }
            || Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") is { Length: > 0 };
        return named ? null : Environments.Development;
#else
        return null;
#endif
    }

    private static bool Named(string setting, string[] args) =>
        args.Any(argument => argument.TrimStart('-', '/').StartsWith(setting + "=", StringComparison.OrdinalIgnoreCase)
            || argument.TrimStart('-', '/').Equals(setting, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// The root appsettings.json lies beside the executable, not in the content root that tests set; environment and arguments still win over it.
    /// </summary>
    internal static void ReadSettingsBesideExecutable(IConfigurationBuilder configuration)
    {
        var source = new JsonConfigurationSource { Path = Path.Combine(AppContext.BaseDirectory, "appsettings.json"), Optional = true };
        source.ResolveFileProvider();
        var last = configuration.Sources.ToList().FindLastIndex(item => item is JsonConfigurationSource);
        configuration.Sources.Insert(last + 1, source);
    }
}
