using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace CrossSell.Benchmarks;

/// <summary>What was sent, and became of it.</summary>
/// <param name="Accepted">Events that were stored.</param>
/// <param name="Turned">Batches that were turned away.</param>
/// <param name="Times">Milliseconds an answer to a batch took, the shortest first.</param>
internal sealed record EventRound(int Accepted, int Turned, TimeSpan Took, double[] Times)
{
    public double PerMinute => Accepted / Took.TotalMinutes;

    public double Within(double share) => Times.Length == 0 ? 0 : Times[(int)Math.Min(Times.Length - 1, share * Times.Length)];
}

/// <summary>How events are sent.</summary>
/// <param name="Batch">Events a request.</param>
/// <param name="PerSecond">Events; null for as many as the studio takes.</param>
/// <param name="Anchor">SKU of the product on whose page they happen.</param>
/// <param name="Sku">Of the product that they are about.</param>
internal sealed record EventSending(int Batch = 20, int Connections = 8, double? PerSecond = null, string Anchor = "CAM-D7-BODY", string Sku = "MEM-128-V60");

/// <summary>
/// Sends events to a studio that serves, in batches over some connections, and prints how many a minute were stored and how long an answer took:
/// <c>events ADDRESS KEY [SECONDS] [EVENTS-PER-BATCH] [CONNECTIONS]</c>.
/// </summary>
internal static class EventLoad
{
    /// <summary>Events a minute that a studio is to take beside all else.</summary>
    public const int AimedPerMinute = 50_000;

    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Length < 2)
        {
            await Console.Error.WriteLineAsync("events ADDRESS KEY [SECONDS] [EVENTS-PER-BATCH] [CONNECTIONS]");
            return 2;
        }

        var how = new EventSending(Number(args, 3, 20), Number(args, 4, 8));
        var round = await SendAsync(new Uri(args[0]), args[1], how, TimeSpan.FromSeconds(Number(args, 2, 20)));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{round.PerMinute:N0} events a minute stored ({round.PerMinute / AimedPerMinute:F1} times {AimedPerMinute:N0}), {round.Turned} batches "
            + $"turned away; an answer p50 {round.Within(0.5):F1} ms, p99 {round.Within(0.99):F1} ms; {how.Batch} events a batch, "
            + $"{how.Connections} connections"));
        return 0;
    }

    /// <summary>Sends for so long.</summary>
    public static async Task<EventRound> SendAsync(Uri address, string key, EventSending how, TimeSpan duration)
    {
        using var client = new HttpClient { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        var run = Guid.NewGuid().ToString("N")[..8];
        var began = Stopwatch.GetTimestamp();
        var lanes = await Task.WhenAll(Enumerable.Range(0, how.Connections).Select(lane => Task.Run(async () =>
        {
            var (accepted, turned, times) = (0, 0, new List<double>());
            for (var number = 0; ; number++)
            {
                // Every lane has its share of the time.
                if (how.PerSecond is { } perSecond
                    && TimeSpan.FromSeconds(number * how.Batch * how.Connections / perSecond) - Stopwatch.GetElapsedTime(began) is { Ticks: > 0 } early)
                {
                    await Task.Delay(early);
                }

                if (Stopwatch.GetElapsedTime(began) >= duration)
                {
                    break;
                }

                using var content = new StringContent(Body($"{run}-{lane}-{number}", number, how), Encoding.UTF8, "application/json");
                var asked = Stopwatch.GetTimestamp();
                using var answer = await client.PostAsync(new Uri("/api/v1/events", UriKind.Relative), content);
                var text = await answer.Content.ReadAsStringAsync();
                times.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
                if (answer.IsSuccessStatusCode)
                {
                    using var receipt = JsonDocument.Parse(text);
                    accepted += receipt.RootElement.GetProperty("accepted").GetInt32();
                }
                else
                {
                    turned++;
                }
            }

            return (Accepted: accepted, Turned: turned, Times: times);
        })));
        var took = Stopwatch.GetElapsedTime(began);
        return new EventRound(
            lanes.Sum(lane => lane.Accepted), lanes.Sum(lane => lane.Turned), took, [.. lanes.SelectMany(lane => lane.Times).Order()]);
    }

    private static string Body(string name, int number, EventSending how)
    {
        var text = new StringBuilder("{\"events\":[");
        for (var at = 0; at < how.Batch; at++)
        {
            text.Append(at > 0 ? "," : "").Append(
                CultureInfo.InvariantCulture, $"{{\"id\":\"{name}-{at}\",\"type\":\"impression\",\"recommendationId\":\"0f6c2f1ab34de89071c5\",")
                .Append(CultureInfo.InvariantCulture, $"\"anchor\":\"{how.Anchor}\",\"sku\":\"{how.Sku}\",\"position\":1,\"visitor\":\"v-{number % 5000}\"}}");
        }

        return text.Append("]}").ToString();
    }

    private static int Number(string[] args, int at, int usual) => args.Length > at ? int.Parse(args[at], CultureInfo.InvariantCulture) : usual;
}
