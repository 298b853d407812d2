namespace CrossSell.Admin.Features.Embed;

/// <summary>Code to put into a shop, with the person's own key in it. Its comments are English, as code is.</summary>
internal static class EmbedSnippets
{
    public static string Html(EmbedChoice chosen) => $$"""
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>My shop</title>
          <script type="module" src="{{chosen.Script}}"></script>
          <style>
            {{Indented(chosen.Style, 4)}}
          </style>
        </head>
        <body>
          <main>
            <h1>My product</h1>
            <!-- sku: the product of this page. More attributes: locale, cart="SKU SKU", segment, visitor, tracking="off" -->
            <crosssell-panel sku="{{chosen.Sku}}" api-key="{{chosen.KeyOrWord}}"{{chosen.PlacementAttribute}}></crosssell-panel>
          </main>

          <script type="module">
            // What "Add to cart" does in your shop. Keep item.attribution with the line, and send it with the order.
            document.addEventListener('crosssell:add', (event) => {
              alert('Add to cart: ' + event.detail.items.map((item) => item.quantity + ' x ' + item.sku).join(', '));
            });
            document.addEventListener('crosssell:add-bundle', (event) => {
              alert('Add bundle ' + event.detail.bundle + ' for ' + event.detail.price.amount + ' ' + event.detail.price.currency);
            });
          </script>
        </body>
        </html>
        """;

    public static string Shopify(EmbedChoice chosen) => $$$"""
        {%- comment -%} snippets/crosssell.liquid: {% render 'crosssell', product: product %} {%- endcomment -%}
        <script type="module" src="{{{chosen.Script}}}"></script>
        {% style %}
          {{{Indented(chosen.Style, 2)}}}
        {% endstyle %}
        <crosssell-panel sku="{{ product.selected_or_first_available_variant.sku | escape }}" api-key="{{{chosen.KeyOrWord}}}"{{{chosen.PlacementAttribute}}}
          locale="{{ request.locale.iso_code }}" cart="{{ cart.items | map: 'sku' | join: ' ' | escape }}"></crosssell-panel>
        <script type="module">
          const root = window.Shopify.routes.root;
          // Shopify's cart takes variant ids; its predictive search finds a variant by its SKU.
          async function variantOf(sku) {
            const query = new URLSearchParams({
              q: sku, 'resources[type]': 'product', 'resources[options][fields]': 'variants.sku' });
            const found = await (await fetch(`${root}search/suggest.json?${query}`)).json();
            for (const { handle } of found.resources.results.products) {
              const product = await (await fetch(`${root}products/${handle}.js`)).json();
              const variant = product.variants.find((one) => one.sku === sku);
              if (variant) return variant.id;
            }
            throw new Error(`No variant with the SKU ${sku}`);
          }
          async function add(event) {
            const items = await Promise.all(event.detail.items.map(async (item) => ({
              id: await variantOf(item.sku), quantity: item.quantity,
              properties: { _crosssell: item.attribution, _bundle: event.detail.bundle ?? '' },
            })));
            await fetch(`${root}cart/add.js`, {
              method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ items }) });
            location.href = `${root}cart`;
          }
          document.addEventListener('crosssell:add', add);
          document.addEventListener('crosssell:add-bundle', add); // A discount of the bundle is Shopify's: set it up for its SKUs.
        </script>
        """;

    public static string WooCommerce(EmbedChoice chosen) => $$"""
        <?php
        add_action('wp_head', function () {
            echo '<script type="module" src="{{chosen.Script}}"></script>';
            echo '<style>{{chosen.Style.ReplaceLineEndings(" ")}}</style>';
        });
        add_action('woocommerce_after_single_product_summary', function () {
            global $product;
            $cart = [];
            foreach (WC()->cart->get_cart() as $line) {
                $cart[] = $line['data']->get_sku();
            }
            printf(
                '<crosssell-panel sku="%s" api-key="{{chosen.KeyOrWord}}"{{chosen.PlacementAttribute}} locale="%s" cart="%s" data-add="%s"></crosssell-panel>',
                esc_attr($product->get_sku()), esc_attr(str_replace('_', '-', get_locale())), esc_attr(implode(' ', $cart)),
                esc_url(WC_AJAX::get_endpoint('crosssell_add'))
            );
        }, 15);
        add_action('wc_ajax_crosssell_add', function () {
            $items = json_decode(file_get_contents('php://input'), true) ?: [];
            foreach ($items as $item) {
                $id = wc_get_product_id_by_sku(sanitize_text_field($item['sku']));
                if ($id) {
                    $parent = wp_get_post_parent_id($id);
                    WC()->cart->add_to_cart($parent ?: $id, max(1, (int) $item['quantity']), $parent ? $id : 0, [],
                        ['crosssell' => sanitize_text_field($item['attribution'])]);
                }
            }
            wp_send_json_success(['cart' => wc_get_cart_url()]);
        });
        add_action('wp_footer', function () { ?>
            <script type="module">
              async function add(event) {
                const panel = event.target.closest('crosssell-panel');
                const sent = await fetch(panel.dataset.add, { method: 'POST', body: JSON.stringify(event.detail.items) });
                location.href = (await sent.json()).data.cart;
              }
              document.addEventListener('crosssell:add', add);
              document.addEventListener('crosssell:add-bundle', add);
            </script>
        <?php });
        """;

    public static string Magento(EmbedChoice chosen) => $$"""
        <!-- app/design/frontend/Vendor/theme/Magento_Catalog/layout/catalog_product_view.xml -->
        <referenceContainer name="content">
          <block name="crosssell.panel" template="Magento_Catalog::crosssell.phtml" after="product.info.details"
                 class="Magento\Catalog\Block\Product\View" />
        </referenceContainer>

        <!-- app/design/frontend/Vendor/theme/Magento_Catalog/templates/crosssell.phtml -->
        <script type="module" src="{{chosen.Script}}"></script>
        <crosssell-panel sku="<?= $escaper->escapeHtmlAttr($block->getProduct()->getSku()) ?>"
          api-key="{{chosen.KeyOrWord}}"{{chosen.PlacementAttribute}}></crosssell-panel>
        <script type="module">
          async function add(event) {
            const form = new FormData();
            form.append('form_key', document.cookie.match(/form_key=([^;]+)/)?.[1] ?? '');
            form.append('items', JSON.stringify(event.detail.items));
            await fetch('<?= $escaper->escapeUrl($block->getUrl('crosssell/add')) ?>', { method: 'POST', body: form });
            location.href = '<?= $escaper->escapeUrl($block->getUrl('checkout/cart')) ?>';
          }
          document.addEventListener('crosssell:add', add);
          document.addEventListener('crosssell:add-bundle', add);
        </script>

        // app/code/Vendor/CrossSell/Controller/Add/Index.php (route "crosssell" in etc/frontend/routes.xml)
        public function execute()
        {
            foreach (json_decode($this->getRequest()->getParam('items'), true) ?: [] as $item) {
                $this->cart->addProduct($this->products->get($item['sku']), ['qty' => max(1, (int) $item['quantity'])]);
            }
            $this->cart->save();
            return $this->json->create()->setData(['added' => true]);
        }

        /* web/css/source/_extend.less */
        {{chosen.Style}}

        <!-- etc/csp_whitelist.xml: {{chosen.Origin}} for script-src, connect-src and img-src -->
        """;

    public static string React(EmbedChoice chosen) => $$"""
        import { useEffect, useRef } from 'react';

        // Once, in index.html: <script type="module" src="{{chosen.Script}}"></script>
        export function CrossSellPanel({ sku, cart = [], onAdd, onAddBundle }) {
          const panel = useRef(null);
          useEffect(() => {
            const element = panel.current;
            const add = (event) => onAdd?.(event.detail);
            const addBundle = (event) => onAddBundle?.(event.detail);
            element.addEventListener('crosssell:add', add);
            element.addEventListener('crosssell:add-bundle', addBundle);
            return () => {
              element.removeEventListener('crosssell:add', add);
              element.removeEventListener('crosssell:add-bundle', addBundle);
            };
          }, [onAdd, onAddBundle]);
          return <crosssell-panel ref={panel} sku={sku} api-key="{{chosen.KeyOrWord}}"{{chosen.PlacementAttribute}} cart={cart.join(' ')} />;
        }

        // <CrossSellPanel sku="{{chosen.Sku}}" cart={skusInCart} onAdd={({ items }) => items.forEach(addLine)} />

        /* In your style sheet */
        {{chosen.Style}}
        """;

    public static string Server(EmbedChoice chosen) => $$"""
        # The panel as HTML: forms that post to your shop, no script. Empty for a product that is not sold.
        curl '{{chosen.Origin}}/api/v1/products/{{Uri.EscapeDataString(chosen.Sku)}}/panel.html?action=/cart/add{{(
            chosen.Placement == "product-page" ? "" : $"&placement={chosen.Placement}")}}' \
          -H 'Authorization: Bearer {{chosen.KeyOrWord}}'

        <?php // PHP: 0.3 s at most, and the page stands without it.
        $url = '{{chosen.Origin}}/api/v1/products/' . rawurlencode($sku) . '/panel.html?action=/cart/add';
        echo @file_get_contents($url, false, stream_context_create(['http' => [
            'header' => 'Authorization: Bearer {{chosen.KeyOrWord}}', 'timeout' => 0.3,
        ]])) ?: '';

        # jsonld=1 adds the products as @id references, where the shop's product addresses are known; styles=0 leaves out the style sheet.
        """;

    public static string Ga4(EmbedChoice chosen) => $$"""
        <!-- Beside gtag.js or Tag Manager: view_item_list, select_item and add_to_cart, each after ecommerce: null -->
        <script type="module">
          import { connect } from '{{chosen.Origin}}/embed/ga4.js';
          connect();
        </script>

        <!-- On the page that thanks for the order: items as the panel's events gave them -->
        <script type="module">
          import { toPurchase } from '{{chosen.Origin}}/embed/ga4.js';
          window.dataLayer.push({ ecommerce: null }, toPurchase({ id: 'ORDER-NUMBER', items: orderItems }));
        </script>
        """;

    public static string Segment(EmbedChoice chosen) => $$"""
        <script type="module">
          import { connect, toOrderCompleted } from '{{chosen.Origin}}/embed/segment.js';
          connect(window.analytics); // Product List Viewed, Product Clicked, Product Added

          // On the page that thanks for the order:
          // window.analytics.track(...toOrderCompleted({ id: 'ORDER-NUMBER', items: orderItems }));
        </script>
        """;

    private static string Indented(string text, int spaces) => text.Replace("\n", "\n" + new string(' ', spaces), StringComparison.Ordinal);
}
