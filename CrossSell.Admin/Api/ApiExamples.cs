using System.Text.Json.Nodes;

namespace CrossSell.Admin.Api;

/// <summary>
/// An example of each request and answer, by the operation's id, as the description shows them. They are sent to a real host and compared with the schemas by
/// the tests, so that what is copied from the page works.
/// </summary>
internal static class ApiExamples
{
    private const string Panel =
        """
        {
          "recommendationId": "0f6c2f1ab34de89071c5", "panelVersion": "9b2d4c7e1f", "attribution": "0f6c2f1ab34de89071c5.9b2d4c7e1f", "channel": "camera",
          "locale": "en", "shown": true, "ended": [],
          "anchor": {
            "sku": "CAM-D7-BODY", "name": "Lumen D7 body", "price": { "amount": "1299.00", "currency": "EUR" }, "image": "https://studio.example/media/3f/640"
          },
          "companions": [{
            "sku": "MEM-128-V60", "name": "Kite SDXC 128 GB V60", "price": { "amount": "49.00", "currency": "EUR" },
            "image": "https://studio.example/media/9c/640", "position": 1, "preselected": false, "origin": "links"
          }],
          "totals": {
            "anchor": { "amount": "1299.00", "currency": "EUR" }, "companions": { "amount": "49.00", "currency": "EUR" },
            "total": { "amount": "1348.00", "currency": "EUR" }, "selected": { "amount": "1299.00", "currency": "EUR" }
          }
        }
        """;

    private static readonly Dictionary<string, string> Requests = new(StringComparer.Ordinal)
    {
        ["getPanels"] =
            """
            { "channel": "camera", "placement": "cart", "cart": ["MEM-128-V60"], "requests": [{ "sku": "CAM-D7-BODY", "limit": 3 }, { "sku": "LEN-35" }] }
            """,
        ["sendEvents"] =
            """
            {
              "channel": "camera",
              "events": [
                { "id": "5f0c7c1e-1", "type": "impression", "recommendationId": "0f6c2f1ab34de89071c5", "panelVersion": "9b2d4c7e1f",
                  "placement": "product-page", "anchor": "CAM-D7-BODY", "visitor": "v-8f31" },
                { "id": "5f0c7c1e-2", "type": "add", "recommendationId": "0f6c2f1ab34de89071c5", "panelVersion": "9b2d4c7e1f", "placement": "product-page",
                  "anchor": "CAM-D7-BODY", "sku": "MEM-128-V60", "position": 1, "visitor": "v-8f31" }
              ]
            }
            """,
        ["sendOrders"] =
            """
            {
              "channel": "camera",
              "orders": [{
                "id": "100417", "orderedAt": "2026-11-27T09:12:00Z", "customer": "c-5521",
                "lines": [
                  { "sku": "CAM-D7-BODY", "quantity": 1, "unitPrice": { "amount": "1299.00", "currency": "EUR" } },
                  { "sku": "MEM-128-V60", "quantity": 2, "unitPrice": { "amount": "49.00", "currency": "EUR" },
                    "recommendationId": "0f6c2f1ab34de89071c5.9b2d4c7e1f" }
                ]
              }]
            }
            """,
        ["sendProducts"] =
            """
            {
              "products": [{
                "sku": "STR-LEATHER", "name": "Leather strap", "brand": "Northlight", "status": "active", "tags": ["gift"],
                "names": { "nl-NL": "Leren riem" }
              }]
            }
            """,
        ["sendListings"] =
            """
            {
              "channel": "camera",
              "listings": [{ "sku": "MEM-128-V60", "price": { "amount": "49.00", "currency": "EUR" }, "stock": 214, "asOf": "2026-11-27T09:12:00Z" }]
            }
            """,
    };

    private static readonly Dictionary<string, string> Answers = new(StringComparer.Ordinal)
    {
        ["getPanel"] = Panel,
        ["getPanels"] =
            $$"""
            {
              "results": [
                { "status": 200, "panel": {{Panel}} },
                { "status": 404, "problem": { "code": "not-found", "detail": "There is no product with the SKU \"LEN-35\".", "field": "sku" } }
              ],
              "unknownIds": ["LEN-35"]
            }
            """,
        ["getOffer"] =
            """
            {
              "code": "pocket-day-out", "revision": 1, "kind": "fixed-set", "name": "Pocket day out", "slots": [],
              "parts": [{
                "sku": "BAG-PCH", "name": "Pocket camera pouch", "quantity": 1, "unitPriceBefore": { "amount": "19.90", "currency": "EUR" },
                "listPrice": { "amount": "19.90", "currency": "EUR" }, "setPrice": { "amount": "18.88", "currency": "EUR" }, "taxRate": 21,
                "leads": false, "image": "https://studio.example/media/9c/640"
              }],
              "sumOfParts": { "amount": "19.90", "currency": "EUR" }, "setPrice": { "amount": "18.88", "currency": "EUR" },
              "saving": { "amount": "1.02", "currency": "EUR" }, "was": { "amount": "19.90", "currency": "EUR" }
            }
            """,
        ["sendEvents"] =
            """
            {
              "accepted": 1, "duplicates": 0,
              "refused": [{ "index": 1, "field": "type", "code": "event.type", "message": "type is one of impression, click, add, remove, purchase." }]
            }
            """,
        ["deleteVisitor"] = """{ "deleted": 12 }""",
        ["sendOrders"] = """{ "created": 1, "updated": 0, "unchanged": 0, "refused": [], "unknownIds": [] }""",
        ["sendProducts"] = """{ "created": 1, "updated": 0, "unchanged": 0, "outdated": 0, "refused": [], "unknownIds": [] }""",
        ["sendListings"] =
            """
            {
              "created": 0, "updated": 1, "unchanged": 0, "outdated": 0, "unknownIds": ["LEN-35"],
              "refused": [{ "index": 1, "field": "sku", "code": "listing.sku", "message": "There is no product LEN-35. Import the products first." }]
            }
            """,
        ["getLinkFeed"] =
            """{ "cursor": "17", "source": "CAM-D7-BODY", "target": "MEM-128-V60", "type": "cross-sell", "position": 1, "quantity": 1 }""",
        ["getBundleFeed"] =
            """
            {
              "cursor": "3", "code": "travel-kit", "revision": 2, "kind": "fixed-set", "name": "Travel kit", "sellable": true,
              "sumOfParts": { "amount": "147.00", "currency": "EUR" }, "setPrice": { "amount": "129.00", "currency": "EUR" },
              "parts": [{
                "sku": "MEM-128-V60", "quantity": 1, "listPrice": { "amount": "49.00", "currency": "EUR" }, "setPrice": { "amount": "43.00", "currency": "EUR" }
              }]
            }
            """,
        ["getPanelFeed"] = $$"""{ "cursor": "1", "panel": {{Panel}} }""",
    };

    /// <summary>What is sent to the operation; null for one that takes no body.</summary>
    public static JsonNode? Request(string? operation) => Of(Requests, operation);

    /// <summary>What the operation answers; of a feed, one line.</summary>
    public static JsonNode? Answer(string? operation) => Of(Answers, operation);

    private static JsonNode? Of(Dictionary<string, string> examples, string? operation) =>
        operation is not null && examples.TryGetValue(operation, out var text) ? JsonNode.Parse(text) : null;
}
