using CrossSell.Admin.Mail;
using CrossSell.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace CrossSell.Tests.Admin.Mail;

public sealed class MailSenderTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Message_IsHandedToTheServer()
    {
        await using var server = new MailServer();

        Assert.Null(await MailServer.Sender(server.Settings).SendAsync("kim@example.com", "Your account", "Open this:\n\nhttps://studio.example/x", Stop));

        var message = Assert.Single(server.Messages);
        Assert.Equal("\"CrossSell\" <studio@example.com>", message.From.ToString());
        Assert.Equal("kim@example.com", message.To.ToString());
        Assert.Equal("Your account", message.Subject);
        Assert.Contains("https://studio.example/x", message.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recipient_WhomTheServerRefuses_IsSaid()
    {
        await using var server = new MailServer(refuses: true);

        var reason = await MailServer.Sender(server.Settings).SendAsync("kim@example.com", "Your account", "Open this", Stop);

        Assert.Contains("does not accept this address", reason, StringComparison.Ordinal);
        Assert.Empty(server.Messages);
    }

    [Fact]
    public async Task Server_ThatIsGone_IsSaid() =>
        Assert.Equal("The mail server could not be reached.", await MailServer.Sender(MailServer.Gone).SendAsync("kim@example.com", "Your account", "x", Stop));

    [Theory]
    [InlineData("From", "nobody in particular", "Mail:From")]
    [InlineData("Port", "smtp", "Mail:Port")]
    [InlineData("Security", "a bit", "StartTls, Tls, None")]
    public void Settings_ThatCannotBeUsed_AreRefused_WithHowToWriteThem(string name, string value, string words)
    {
        var problem = Assert.Throws<InvalidOperationException>(() => Settings((name, value)));

        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
        Assert.Contains(value, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NoServer_NoMail()
    {
        Assert.Null(Settings(("Host", "")));
        Assert.False(MailServer.Sender(settings: null).IsOn);
        Assert.Equal(587, Settings()!.Port);
    }

    private static MailSettings? Settings(params (string Name, string Value)[] changed) => MailSettings.Read(new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?> { ["Mail:Host"] = "mail.example.com", ["Mail:From"] = "studio@example.com" })
        .AddInMemoryCollection(changed.Select(one => KeyValuePair.Create("Mail:" + one.Name, (string?)one.Value)))
        .Build());
}
